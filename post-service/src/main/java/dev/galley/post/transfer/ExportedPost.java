package dev.galley.post.transfer;

import dev.galley.post.content.Content;
import dev.galley.post.content.Post;
import dev.galley.post.content.PostState;
import dev.galley.post.content.PublicHistory;
import dev.galley.post.snip.Manuscript;
import dev.galley.post.snip.ManuscriptWriter;
import dev.galley.post.snip.Restrictions;
import dev.galley.post.snip.SnipFormat;
import dev.galley.post.snip.WrittenManuscript;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A post as a file: the very file it came from while it is unedited, else one that is written. */
final class ExportedPost {

  private static final String BORN_HERE = "urn:uuid:";

  private ExportedPost() {}

  /**
   * Makes the file of a post.
   *
   * @param source the bytes that the post was imported from
   */
  static WrittenManuscript of(Post post, byte @Nullable [] source) {
    if (source != null && post.origin() != null && isAsImported(post)) {
      return new WrittenManuscript(post.origin().path(), source);
    }
    Manuscript manuscript = manuscript(post);
    String path = post.origin() == null ? ManuscriptWriter.path(manuscript) : post.origin().path();
    return ManuscriptWriter.write(path, manuscript);
  }

  private static boolean isAsImported(Post post) {
    return post.origin() != null
        && post.contentRevision() == post.origin().revision()
        && isDraft(post) == saysDraft(post);
  }

  private static Manuscript manuscript(Post post) {
    Content content = post.working();
    return new Manuscript(
        content.slug(),
        content.title(),
        SnipFormat.valueOf(content.format().toUpperCase(Locale.ROOT)),
        content.body(),
        content.summary(),
        content.authors(),
        content.tags(),
        content.kind(),
        content.metadata(),
        content.canonicalUrl(),
        time(post, PublicHistory::firstPublishedAt, post.createdAt()),
        time(post, PublicHistory::publishedAt, post.updatedAt()),
        post.entryId().startsWith(BORN_HERE) ? post.entryId() : null,
        isDraft(post));
  }

  /** What readers saw; else, for a post that was born here, when it was written. */
  private static @Nullable OffsetDateTime time(
      Post post, Function<PublicHistory, OffsetDateTime> seen, Instant written) {
    if (post.publicHistory() != null) {
      return seen.apply(post.publicHistory());
    }
    return post.origin() == null ? written.atOffset(ZoneOffset.UTC) : null;
  }

  /** Whether publishing the export must leave the post off the site. */
  private static boolean isDraft(Post post) {
    if (post.live().isPresent()) {
      return false;
    }
    // An import without publishing leaves posts that the file does not call drafts.
    return post.origin() == null || post.state() == PostState.UNPUBLISHED || saysDraft(post);
  }

  private static boolean saysDraft(Post post) {
    return Restrictions.areIn(post.working().metadata());
  }
}
