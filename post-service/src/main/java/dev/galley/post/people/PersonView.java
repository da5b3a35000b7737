package dev.galley.post.people;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A person on the wire.
 *
 * @param email absent for whoever may not see it, and where there is none
 */
public record PersonView(
    String id,
    String name,
    String slug,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String email,
    Role role,
    Instant createdAt,
    long version) {

  /** All of it, for owners and for the person. */
  public static PersonView whole(Person person) {
    return new PersonView(
        person.id(),
        person.name(),
        person.slug(),
        person.email(),
        person.role(),
        person.createdAt(),
        person.version());
  }

  /** What everybody who is signed in may know. */
  static PersonView of(Person person) {
    return new PersonView(
        person.id(),
        person.name(),
        person.slug(),
        null,
        person.role(),
        person.createdAt(),
        person.version());
  }
}
