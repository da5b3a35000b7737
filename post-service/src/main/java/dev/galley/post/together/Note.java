package dev.galley.post.together;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What somebody says about a post or a passage of it to those who write it. Plain text, never
 * public. Immutable.
 *
 * @param id a UUIDv7
 * @param revision starts at 1 and grows by one with each change, also of its replies
 * @param editedAt null when the words are the first ones
 * @param anchor the passage; null for a note on the whole post
 * @param resolved null while it is open
 * @param replies the oldest first
 */
record Note(
    String id,
    String postId,
    long revision,
    Writer by,
    String text,
    Instant at,
    @Nullable Instant editedAt,
    @Nullable Anchor anchor,
    @Nullable Resolved resolved,
    List<Reply> replies) {

  static final int MAX_CHARS = 2_000;
  static final int MAX_REPLIES = 20;

  Note {
    replies = List.copyOf(replies);
  }

  /**
   * Who wrote something.
   *
   * @param id what tells them from another of the same name
   */
  record Writer(String id, String name) {

    boolean is(Writer other) {
      return id.equals(other.id);
    }
  }

  /** Who saw to it, and when. */
  record Resolved(Writer by, Instant at) {}

  /**
   * An answer to a note.
   *
   * @param editedAt null when the words are the first ones
   */
  record Reply(String id, Writer by, String text, Instant at, @Nullable Instant editedAt) {}

  /** Only who wrote something may change it. */
  static final class NotYours extends RuntimeException {

    private static final long serialVersionUID = 1L;
  }

  /** There is no room for another one. */
  static final class TooMany extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TooMany(String message) {
      super(message);
    }
  }

  Note reworded(Writer who, String words, Instant now) {
    require(by, who);
    return with(words, now, resolved, replies);
  }

  /** Null opens it again. */
  Note resolved(@Nullable Resolved how) {
    return with(text, editedAt, how, replies);
  }

  Note answered(Reply reply) {
    if (replies.size() >= MAX_REPLIES) {
      throw new TooMany("A note has at most " + MAX_REPLIES + " replies");
    }
    List<Reply> more = new ArrayList<>(replies);
    more.add(reply);
    return with(text, editedAt, resolved, more);
  }

  /** With a reply that its author words anew. */
  Note rewordedReply(String replyId, Writer who, String words, Instant now) {
    return changedReply(
        replyId, who, reply -> new Reply(reply.id(), reply.by(), words, reply.at(), now));
  }

  /** Without a reply that its author takes back. */
  Note withoutReply(String replyId, Writer who) {
    return changedReply(replyId, who, reply -> null);
  }

  private Note changedReply(String replyId, Writer who, UnaryOperator<@Nullable Reply> change) {
    if (replies.stream().noneMatch(reply -> reply.id().equals(replyId))) {
      throw new Notes.NotFound();
    }
    List<Reply> changed = new ArrayList<>();
    for (Reply reply : replies) {
      if (!reply.id().equals(replyId)) {
        changed.add(reply);
        continue;
      }
      require(reply.by(), who);
      Reply after = change.apply(reply);
      if (after != null) {
        changed.add(after);
      }
    }
    return with(text, editedAt, resolved, changed);
  }

  void requireAuthor(Writer who) {
    require(by, who);
  }

  private static void require(Writer author, Writer who) {
    if (!author.is(who)) {
      throw new NotYours();
    }
  }

  private Note with(
      String words, @Nullable Instant wordsAt, @Nullable Resolved how, List<Reply> answers) {
    return new Note(id, postId, revision + 1, by, words, at, wordsAt, anchor, how, answers);
  }
}
