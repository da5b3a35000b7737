package dev.galley.feed.syndication;

import dev.galley.feed.SiteProperties;
import dev.galley.feed.entry.Selection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriUtils;

/** Which feed is at which address. */
@Component
final class FeedAddresses {

  /**
   * A feed, whether or not there are posts for it.
   *
   * @param format how it is written down
   */
  record Feed(Selection selection, Format format) {}

  private final Map<String, Format> formats;
  private final SiteProperties site;

  FeedAddresses(List<Format> formats, SiteProperties site) {
    this.formats =
        formats.stream()
            .collect(Collectors.toUnmodifiableMap(Format::fileName, Function.identity()));
    this.site = site;
  }

  Collection<Format> formats() {
    return formats.values();
  }

  /**
   * The feed at a path.
   *
   * @param path as in a request line, still encoded
   */
  @Nullable Feed at(String path) {
    int file = path.lastIndexOf('/') + 1;
    Format format = formats.get(path.substring(file));
    Selection selection = format == null ? null : selection(path.substring(0, file));
    return format == null || selection == null ? null : new Feed(selection, format);
  }

  private static @Nullable Selection selection(String folder) {
    if (folder.equals("/")) {
      return Selection.ALL;
    }
    String[] parts = folder.split("/");
    if (parts.length != 3 || !parts[0].isEmpty()) {
      return null;
    }
    String name = decoded(parts[2]);
    return switch (parts[1]) {
      case "tags" -> Selection.tag(name);
      case "authors" -> Selection.author(name);
      default -> null;
    };
  }

  private static String decoded(String segment) {
    try {
      return UriUtils.decode(segment, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return segment;
    }
  }

  /** The one address of a feed, absolute. */
  URI of(Feed feed) {
    return site.at(folder(feed.selection()) + "/" + feed.format().fileName());
  }

  /** The path of what a selection's feeds and its page have in common. */
  static String folder(Selection selection) {
    String name = UriUtils.encode(selection.name(), StandardCharsets.UTF_8);
    return switch (selection.by()) {
      case ALL -> "";
      case TAG -> "/tags/" + name;
      case AUTHOR -> "/authors/" + name;
    };
  }
}
