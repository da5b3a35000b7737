package dev.galley.post.draft;

import dev.galley.post.content.Post;
import dev.galley.post.content.PostNotFound;
import dev.galley.post.content.Posts;
import dev.galley.post.content.StaleRevision;
import dev.galley.web.answer.IfMatch;

/**
 * The revision that a client believes to change.
 *
 * @param ifMatch from its {@code If-Match} header
 */
public record Expected(IfMatch ifMatch) {

  /** Exactly one revision. */
  public static Expected revision(long revision) {
    return new Expected(IfMatch.of(revision));
  }

  /**
   * The post, at such a revision, to base a change on; whoever does not write afterwards reads
   * again.
   *
   * @throws PostNotFound when there is no such post
   * @throws StaleRevision when it is at another revision
   */
  public Post load(Posts posts, String id) {
    Post post = posts.findForChange(id, ifMatch).orElseThrow(() -> new PostNotFound(id));
    if (!ifMatch.matches(post.revision())) {
      throw new StaleRevision(post.revision());
    }
    return post;
  }
}
