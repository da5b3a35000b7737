package dev.galley.post.transfer;

import dev.galley.post.content.Actor;
import dev.galley.post.content.Origin;
import dev.galley.post.content.Post;
import dev.galley.post.content.PostState;
import dev.galley.post.engine.Site;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * One import, as far as its files have to know it.
 *
 * @param publish whether posts that are no drafts go on the site, announced to nobody
 * @param dryRun whether it is only said what would become of each file
 * @param authority whose the feed entries' ids are (RFC 4151)
 * @param site what is known of the files together
 * @param earlier what the files said before
 * @param planned which file of a dry run would have a slug
 * @param attempts what was to be written for a file, by its path: whether it was, nobody knows when
 *     the store does not answer
 * @param paths of all files that may be posts: two files of one import must not change each other's
 *     post
 */
record ImportRun(
    boolean publish,
    boolean dryRun,
    String authority,
    Actor actor,
    Site site,
    EarlierVersions earlier,
    Map<String, String> planned,
    Map<String, Attempt> attempts,
    Set<String> paths) {

  ImportRun(
      boolean publish,
      boolean dryRun,
      String authority,
      Actor actor,
      Site site,
      EarlierVersions earlier,
      Set<String> paths) {
    this(
        publish,
        dryRun,
        authority,
        actor,
        site,
        earlier,
        new ConcurrentHashMap<>(),
        new ConcurrentHashMap<>(),
        paths);
  }

  ImportRun {
    paths = Set.copyOf(paths);
  }

  /** Notes what is to be written now. */
  void attempt(String path, Post after, FileReport report) {
    attempts.put(
        path,
        new Attempt(
            after.id(),
            after.revision(),
            after.contentRevision(),
            after.origin(),
            after.state(),
            report));
  }

  /**
   * A write that may have succeeded.
   *
   * @param report what is said of the file if it has
   */
  record Attempt(
      String postId,
      long revision,
      long contentRevision,
      @Nullable Origin origin,
      PostState state,
      FileReport report) {

    boolean made(Post post) {
      return post.id().equals(postId)
          && post.revision() == revision
          && post.contentRevision() == contentRevision
          && post.state() == state
          && Objects.equals(post.origin(), origin);
    }

    boolean isOfNewPost() {
      return report.outcome() == FileReport.Outcome.CREATED;
    }
  }
}
