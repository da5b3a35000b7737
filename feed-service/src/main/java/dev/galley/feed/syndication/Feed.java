package dev.galley.feed.syndication;

import dev.galley.feed.entry.Entry;
import java.net.URI;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A feed before it is written in one of the formats. All addresses are absolute.
 *
 * @param id never changes
 * @param self where this very document is served
 * @param alternate the page that lists the same posts
 * @param author whoever publishes the site; stands in for posts without authors
 * @param items newest first
 */
record Feed(
    String id,
    String title,
    @Nullable String subtitle,
    String language,
    URI self,
    URI alternate,
    String author,
    List<URI> hubs,
    List<Item> items) {

  /**
   * One entry.
   *
   * @param url where the page is served
   * @param html the whole content
   */
  record Item(Entry entry, URI url, String html, List<Writer> authors) {}

  /**
   * An author.
   *
   * @param url the author's page on the site
   */
  record Writer(String name, URI url) {}

  /** The latest time of any item; empty for a feed without items. */
  Optional<OffsetDateTime> updated() {
    return items.stream()
        .map(item -> item.entry().post().publishedAt())
        .max(OffsetDateTime.timeLineOrder());
  }
}
