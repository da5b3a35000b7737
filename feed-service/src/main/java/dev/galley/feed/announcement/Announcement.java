package dev.galley.feed.announcement;

import dev.galley.event.Author;
import dev.galley.event.Removal;
import dev.galley.event.Update;
import dev.galley.feed.entry.Selection;
import java.net.URI;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that recipients are told once, as it was when it was accepted.
 *
 * @param id names it for ever: {@code <post>:<announced revision>}, or what a digest is about
 * @param postId the post; for what is about no post, its type
 * @param revision the revision that was announced
 * @param acceptedAt when it was accepted: who came later is not told
 * @param causeId the event that led here
 * @param content what is told; absent in a digest, and once it is no longer kept
 */
public record Announcement(
    String id,
    Type type,
    String postId,
    long revision,
    Instant acceptedAt,
    UUID causeId,
    @Nullable Content content) {

  /** What it is about; a channel has no recipients for what it does not carry. */
  public enum Type {
    /** A post appeared or has a major change. */
    PUBLICATION,
    /** A post left the site. */
    UNPUBLICATION,
    /** What was said of a post was wrong. */
    CORRECTION,
    /** What was announced in some time. */
    DIGEST,
    /** Who runs the site has something to decide. */
    NOTICE,
    /** A round of consent, for those who take part in it. */
    REVIEW,
    /** A person wants to see whether one recipient can be told. */
    TEST;

    /** Whether a post's timeline shows it. */
    boolean isOfPost() {
      return this != DIGEST && this != NOTICE && this != REVIEW && this != TEST;
    }
  }

  /**
   * What is told of a post.
   *
   * @param url the page, absolute
   * @param update absent when the post is gone
   * @param excerpt the beginning of the text
   * @param html the rendered fragment, whose links are relative to {@code url}
   * @param images on the page, relative to {@code url}
   * @param how how the post went; absent unless it is gone
   * @param to where readers are sent instead
   * @param reason why it went, or what a correction says
   */
  public record Content(
      String slug,
      URI url,
      String title,
      @Nullable String summary,
      List<Author> authors,
      List<String> tags,
      String kind,
      @Nullable Update update,
      String entryId,
      @Nullable OffsetDateTime firstPublishedAt,
      @Nullable OffsetDateTime publishedAt,
      @Nullable String changeNote,
      @Nullable String excerpt,
      @Nullable String html,
      List<URI> images,
      @Nullable Removal how,
      @Nullable URI to,
      @Nullable String reason) {

    /** Copies the lists. */
    public Content {
      authors = List.copyOf(authors);
      tags = List.copyOf(tags);
      images = List.copyOf(images);
    }

    /** All that select the post. */
    public List<Selection> selections() {
      return Selection.ofPost(tags, authors.stream().map(Author::slug).toList());
    }
  }

  /** Names the announcement of a post's revision. */
  public static String id(String postId, long revision) {
    return postId + ":" + revision;
  }
}
