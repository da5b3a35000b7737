package dev.galley.post.content;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One step in the history of a post.
 *
 * @param byId the id of the person, or of a machine's token; absent in what was stored before ids
 *     were kept
 * @param contentRevision the revision that holds the content: this one, or an earlier one when only
 *     the state changed
 * @param content present when this revision changed it and it was asked for
 */
public record Revision(
    String postId,
    long revision,
    Change.Action action,
    String by,
    @Nullable String byId,
    Instant at,
    @Nullable String note,
    long contentRevision,
    @Nullable Content content) {

  /** The step that a change makes. */
  public static Revision of(Post post, Change change) {
    return new Revision(
        post.id(),
        post.revision(),
        change.action(),
        change.by(),
        change.byId(),
        change.at(),
        change.note(),
        post.contentRevision(),
        post.contentRevision() == post.revision() ? post.working() : null);
  }
}
