package dev.galley.post.draft;

/**
 * The revision that a client believes to change.
 *
 * @param revision from its {@code If-Match} header
 */
public record Expected(long revision) {

  /**
   * The post, at this revision.
   *
   * @throws PostNotFound when there is no such post
   * @throws StaleRevision when it is at another revision
   */
  public Post load(Posts posts, String id) {
    Post post = posts.find(id).orElseThrow(() -> new PostNotFound(id));
    if (post.revision() != revision) {
      throw new StaleRevision(post.revision());
    }
    return post;
  }
}
