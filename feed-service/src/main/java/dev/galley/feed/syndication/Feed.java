package dev.galley.feed.syndication;

import dev.galley.feed.entry.Entry;
import dev.galley.feed.entry.UnpublishedPost;
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
 * @param pages where the other posts are
 * @param items newest first
 * @param gone what left the site, the last first; none in an archive
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
    Pages pages,
    List<Item> items,
    List<UnpublishedPost> gone) {

  /**
   * RFC 5005, 4: the documents that hold what the feed no longer does.
   *
   * @param current the feed itself, in an archive; absent in the feed
   * @param older absent where there is nothing older
   * @param newer the next archive; absent where the feed is next, and in the feed
   */
  record Pages(@Nullable URI current, @Nullable URI older, @Nullable URI newer) {}

  /**
   * One entry.
   *
   * @param url where the page is served
   * @param html the whole content
   * @param pictures what it shows
   */
  record Item(Entry entry, URI url, String html, List<Writer> authors, List<Picture> pictures) {}

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
