package dev.galley.feed.websub;

import dev.galley.feed.announcement.Announcement;
import dev.galley.feed.announcement.Delivery;
import dev.galley.feed.announcement.Outcome;
import dev.galley.feed.announcement.Recipient;
import dev.galley.feed.http.Endpoint;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells somebody else's hub which feeds have changed, and it fetches them. WebSub leaves open how;
 * a call for each feed is what every hub understands.
 */
final class ExternalHub implements WebSubChannel.Hub {

  private static final Map<String, String> FORM =
      Map.of("Content-Type", "application/x-www-form-urlencoded");

  private final URI hub;
  private final Endpoint endpoint;

  ExternalHub(URI hub, Endpoint endpoint) {
    this.hub = hub;
    this.endpoint = endpoint;
  }

  @Override
  public List<Recipient> recipients(
      List<String> topics, Announcement announcement, @Nullable String after, int limit) {
    return topics.stream()
        .map(topic -> new Recipient(Subscription.id(topic, hub), topic))
        .sorted(Comparator.comparing(Recipient::id))
        .filter(feed -> after == null || feed.id().compareTo(after) > 0)
        .limit(limit)
        .toList();
  }

  @Override
  public Outcome tell(Delivery delivery) {
    String body =
        "hub.mode=publish&hub.url=" + URLEncoder.encode(delivery.label(), StandardCharsets.UTF_8);
    return Outcome.of(endpoint.post(hub, FORM, body.getBytes(StandardCharsets.UTF_8)));
  }
}
