package dev.galley.post.content;

import java.util.List;
import java.util.stream.Collectors;

/** What an author wrote cannot be stored or published as it is. */
public final class InvalidContent extends RuntimeException {

  private final List<Violation> violations;

  /**
   * @param violations at least one
   */
  public InvalidContent(List<Violation> violations) {
    super(
        violations.stream()
            .map(violation -> violation.field() + " " + violation.message())
            .collect(Collectors.joining("; ")));
    this.violations = List.copyOf(violations);
  }

  /** A single complaint. */
  public static InvalidContent of(String field, String message) {
    return new InvalidContent(List.of(new Violation(field, message)));
  }

  public List<Violation> violations() {
    return violations;
  }

  /**
   * What is wrong with one field.
   *
   * @param field its name in the API
   * @param message for people, without the value
   */
  public record Violation(String field, String message) {}
}
