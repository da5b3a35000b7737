package dev.galley.post.transfer;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.galley.event.OldAddresses;
import dev.galley.post.content.Post;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What became of one file of an import that may be a post.
 *
 * @param path as in the archive
 * @param slug absent when the file could not be read
 * @param postId absent when there is no post of this file
 * @param kind of the post; absent when there is none of this file
 * @param published whether the post is on the site now
 * @param publishedRevision the revision that this import put there; absent when it did not
 * @param redirects the old addresses that lead to it
 * @param reason why it was rejected, for people; absent when it was not
 * @param warnings what its author should know, for people
 */
record FileReport(
    String path,
    Outcome outcome,
    @Nullable String slug,
    @Nullable String postId,
    @Nullable String kind,
    boolean published,
    @Nullable Long publishedRevision,
    List<String> redirects,
    @Nullable String reason,
    List<String> warnings) {

  FileReport {
    redirects = List.copyOf(redirects);
    warnings = List.copyOf(warnings);
  }

  static FileReport of(String path, Outcome outcome, Post post, List<String> warnings) {
    return of(path, outcome, post, null, warnings);
  }

  /** For a post that the import has just put on the site. */
  static FileReport published(String path, Outcome outcome, Post post, List<String> warnings) {
    return of(path, outcome, post, post.revision(), warnings);
  }

  private static FileReport of(
      String path,
      Outcome outcome,
      Post post,
      @Nullable Long publishedRevision,
      List<String> warnings) {
    return new FileReport(
        path,
        outcome,
        post.working().slug(),
        post.id(),
        post.working().kind(),
        post.live().isPresent(),
        publishedRevision,
        OldAddresses.in(post.working().metadata()),
        null,
        warnings);
  }

  /** The same for a post that was not stored. */
  FileReport planned() {
    return new FileReport(
        path, outcome, slug, null, kind, published, publishedRevision, redirects, reason, warnings);
  }

  static FileReport rejected(String path, @Nullable String slug, String reason) {
    return new FileReport(
        path, Outcome.REJECTED, slug, null, null, false, null, List.of(), reason, List.of());
  }

  /** What was done. */
  enum Outcome {
    CREATED,
    UPDATED,
    UNCHANGED,
    REJECTED;

    @JsonValue
    String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
