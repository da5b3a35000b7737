package dev.galley.post.token;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What a token allows; each role may do what the ones after it may. */
enum Role {
  /** Everything, tokens included. */
  OWNER,
  /** Write, publish, import. */
  EDITOR,
  /** Read drafts and timelines. */
  READER;

  /** The form on the wire: lower case. */
  @JsonValue
  String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** This role and those below it. */
  List<Role> included() {
    return Arrays.stream(values()).filter(role -> role.ordinal() >= ordinal()).toList();
  }
}
