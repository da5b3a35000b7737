package dev.galley.post.people;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What a person or a token may do; each role may do what the ones after it may, but for the last,
 * which owners alone include.
 */
public enum Role {
  /** Everything: people, tokens and settings included. */
  OWNER,
  /** Publish and delete everything, import, look after channels and subscribers. */
  EDITOR,
  /** Write, and publish what needs no review. */
  AUTHOR,
  /** Read drafts and timelines; for operators and machines, not for people. */
  READER,
  /** Read where mail to one person goes, and nothing else; for the service that sends it. */
  MAILER;

  /** The form on the wire: lower case. */
  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** This role and those below it. */
  public List<Role> included() {
    return Arrays.stream(values()).filter(this::includes).toList();
  }

  /** Whether it may do all that another one may. */
  public boolean includes(Role other) {
    return other == MAILER
        ? this == MAILER || this == OWNER
        : this != MAILER && ordinal() <= other.ordinal();
  }

  /** Whether it is for people, who write, and not for machines alone. */
  public boolean isForPeople() {
    return includes(AUTHOR);
  }

  /** The lesser of two, neither of them for {@link #MAILER} alone. */
  public Role atMost(Role limit) {
    return includes(limit) ? limit : this;
  }
}
