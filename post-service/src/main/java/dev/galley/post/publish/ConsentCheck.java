package dev.galley.post.publish;

import dev.galley.event.PostPublished;
import dev.galley.post.check.Check;
import dev.galley.post.consent.ReviewProperties;
import dev.galley.post.content.Content;
import dev.galley.post.content.Post;
import java.util.List;
import java.util.Set;

/** Says that a post of its kind waits for the others' consent. */
final class ConsentCheck implements Check {

  private static final String CODE = "not-reviewed";

  private final ReviewProperties properties;

  ConsentCheck(ReviewProperties properties) {
    this.properties = properties;
  }

  @Override
  public Set<String> codes() {
    return Set.of(CODE);
  }

  @Override
  public List<Finding> lookAt(Post post, Content content) {
    boolean consented =
        post.review() != null
            && post.review()
                .latest()
                .filter(round -> round.permits(post.contentRevision()))
                .isPresent();
    return consented
            || !properties.needed(
                content.kind(), post.live().map(PostPublished::kind).orElse(null), post.review())
        ? List.of()
        : List.of(new Finding(CODE, "The others have not consented to this text", "review", ""));
  }
}
