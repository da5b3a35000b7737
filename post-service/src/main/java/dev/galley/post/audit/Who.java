package dev.galley.post.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.security.Principal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;

/**
 * Whoever does something, as history and audit name them.
 *
 * @param id of the token that was used, which tells it from another of the same name later; of the
 *     person where none was
 * @param name of the person, or of a machine's token
 * @param person the person's id; null for a machine
 */
public record Who(
    String id, String name, @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String person) {

  /** Who sent a request; empty when nobody is signed in. */
  public static Optional<Who> of(@Nullable Principal sender) {
    return sender instanceof Authentication signedIn && signedIn.getDetails() instanceof Who who
        ? Optional.of(who)
        : Optional.empty();
  }
}
