package dev.galley.post.publish;

import dev.galley.post.check.ChecksFailed;
import dev.galley.post.content.InvalidContent;
import dev.galley.post.content.PostNotFound;
import dev.galley.post.content.SlugTaken;
import dev.galley.post.content.StaleRevision;
import dev.galley.post.draft.WrongState;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** Why something could not be done with a post, where nobody waits for an answer of its own. */
public final class Refusal {

  private Refusal() {}

  /** The reason in words for people; empty when it is a fault, and not the post's. */
  public static Optional<String> reason(RuntimeException failure) {
    if (failure instanceof InvalidContent invalid) {
      return Optional.of(
          invalid.violations().stream()
              .map(violation -> violation.field() + " " + violation.message())
              .collect(Collectors.joining("; ")));
    }
    if (failure instanceof SlugTaken taken) {
      return Optional.of("Another post has the slug " + taken.slug() + " or had it once.");
    }
    if (failure instanceof PostNotFound) {
      return Optional.of("There is no such post.");
    }
    if (failure instanceof StaleRevision stale) {
      return Optional.of("Somebody else changed it: it is at revision " + stale.current() + ".");
    }
    return failure instanceof WrongState
            || failure instanceof ConsentMissing
            || failure instanceof ChecksFailed
        ? Optional.of(Objects.toString(failure.getMessage()))
        : Optional.empty();
  }
}
