package dev.galley.render.markdown.dialect;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * Something that an author probably wants to mend.
 *
 * @param code what kind of thing it is
 * @param message a sentence for people
 * @param about what it is about as the document has it, by which its place can be found; empty when
 *     the sentence says it all
 */
public record Finding(Code code, String message, String about) {

  private static final int MAX_QUOTED_CHARS = 80;

  /** What programs know it by. */
  public enum Code {
    DEAD_LINK,
    HEADING_SKIPS,
    MALFORMED_LINK,
    MISSING_ALT,
    MISSING_POST,
    NOT_ALLOWED,
    NO_SUCH_PLACE,
    UNCLOSED_TAG,
    UNDEFINED_FOOTNOTE,
    UNDEFINED_REFERENCE;

    /** The form on the wire: {@code dead-link}. */
    @JsonValue
    String wireName() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** The whole sentence, with what it is about. */
  public String sentence() {
    if (about.isEmpty()) {
      return message;
    }
    String shown =
        about.length() <= MAX_QUOTED_CHARS ? about : about.substring(0, MAX_QUOTED_CHARS) + "…";
    return message + ": " + shown.replaceAll("\\s+", " ");
  }
}
