package dev.galley.local.origin;

import java.util.List;
import java.util.Set;

/** Which paths belong to whom; the deployed reverse proxy has the same table. */
final class Routes {

  private static final Set<String> FEED_FILES = Set.of("feed.xml", "rss.xml", "feed.json");
  private static final Set<String> FEED_APIS =
      Set.of(
          "webhooks",
          "channels",
          "websub",
          "announcements",
          "subscribers",
          "audience",
          "digests",
          "mail",
          "corrections",
          "bounces");
  private static final List<String> BACKUP = List.of("api", "backup");
  private static final Set<String> LISTS = Set.of("tags", "authors");

  private Routes() {}

  /**
   * Finds who answers.
   *
   * @param segments the decoded segments of a path, with neither empty ones nor dots
   */
  static Destination of(List<String> segments) {
    if (segments.isEmpty()) {
      return Destination.RENDER;
    }
    return switch (segments.get(0)) {
      case "api" -> api(segments);
      case "editor" -> Destination.POST;
      case "events", "subscribe", "websub" -> Destination.FEED;
      // A page of that name may be older than the previews.
      case "preview" -> segments.size() == 1 ? Destination.RENDER : Destination.POST;
      case "metrics" -> segments.size() == 1 ? Destination.METRICS : Destination.NOBODY;
      case "actuator" -> Destination.NOBODY;
      default -> isFeed(segments) ? Destination.FEED : Destination.RENDER;
    };
  }

  private static Destination api(List<String> segments) {
    if (segments.equals(BACKUP)) {
      return Destination.BACKUP;
    }
    return isFeedApi(segments) ? Destination.FEED : Destination.POST;
  }

  private static boolean isFeedApi(List<String> segments) {
    return segments.size() > 1 && FEED_APIS.contains(segments.get(1));
  }

  private static boolean isFeed(List<String> segments) {
    if (segments.size() == 1) {
      String name = segments.get(0);
      return FEED_FILES.contains(name) || name.equals("feed.css") || name.equals("GoFreeRangeBlog");
    }
    return segments.size() == 3
        && LISTS.contains(segments.get(0))
        && FEED_FILES.contains(segments.get(2));
  }
}
