package dev.galley.event;

import java.net.URI;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A post, or a new revision of it, went live. Carries the whole post, so that a consumer which
 * starts today can build everything from the topic alone.
 *
 * @param format how {@code body} is written: {@code gfm}, {@code kramdown} or {@code html}; {@code
 *     markdown} in events of earlier releases is {@code kramdown}
 * @param body the content as its authors wrote it
 * @param formerSlugs earlier slugs, whose URLs redirect to the current one
 * @param kind what the post is to its site, such as {@code blog}
 * @param metadata those other keys of the post that its page shows, {@link #PUBLIC_METADATA}, in
 *     its order; the others are the authors' own and are dropped here, also from older events
 * @param canonicalUrl the original's address when the post first appeared elsewhere
 * @param entryId the id of the post's feed entry (RFC 4287, 4.2.6); never changes
 * @param firstPublishedAt when the post first appeared, with the offset it was written in
 * @param publishedAt when readers should take the post as last updated (first or major publication,
 *     or what an import says), with the offset it was written in
 * @param changeNote what changed, for the public; absent when nothing was said
 * @param announcement the latest announced publication since the post was last taken back; absent
 *     when there was none
 * @param announcements all of them, oldest first, the newest {@value #MAX_ANNOUNCEMENTS}: of events
 *     that follow each other the older may never be sent, or be compacted away before they are read
 */
public record PostPublished(
    UUID eventId,
    Instant occurredAt,
    String postId,
    long revision,
    String slug,
    List<String> formerSlugs,
    String title,
    String format,
    String body,
    @Nullable String summary,
    List<Author> authors,
    List<String> tags,
    String kind,
    Map<String, Object> metadata,
    @Nullable URI canonicalUrl,
    String entryId,
    OffsetDateTime firstPublishedAt,
    OffsetDateTime publishedAt,
    Update update,
    @Nullable String changeNote,
    @Nullable Announcement announcement,
    List<Announcement> announcements)
    implements PostEvent {

  /** How many announcements an event names. */
  public static final int MAX_ANNOUNCEMENTS = 50;

  /** The keys of metadata that pages are made from; anybody may read them. */
  public static final Set<String> PUBLIC_METADATA =
      Set.of(
          OldAddresses.KEY,
          "display_name",
          "draft",
          "erb",
          "image",
          "is_page",
          "linkedin",
          "site",
          TagSlugs.KEY,
          "twitter");

  public PostPublished {
    // Absent in events that an earlier release wrote.
    announcements =
        announcements == null
            ? Stream.ofNullable(announcement).toList()
            : List.copyOf(announcements);
    formerSlugs = List.copyOf(formerSlugs);
    authors = List.copyOf(authors);
    tags = List.copyOf(tags);
    metadata = publicMetadata(metadata);
  }

  /** What readers may see of a post's metadata, in its order. */
  public static Map<String, Object> publicMetadata(Map<String, Object> metadata) {
    Map<String, Object> shown = new LinkedHashMap<>(metadata);
    shown.keySet().retainAll(PUBLIC_METADATA);
    return Collections.unmodifiableMap(shown);
  }
}
