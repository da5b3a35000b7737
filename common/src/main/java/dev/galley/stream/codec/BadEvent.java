package dev.galley.stream.codec;

import org.jspecify.annotations.Nullable;

/**
 * An event that no retry can mend: it does not parse, breaks its schema or cannot be carried out.
 * The container sends it to the dead-letter topic at once. The message is shown to people.
 */
public class BadEvent extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param reason what is wrong, for the post's timeline
   */
  public BadEvent(String reason) {
    super(reason);
  }

  /**
   * @param reason what is wrong, for the post's timeline
   * @param cause what revealed it, for the log
   */
  public BadEvent(String reason, @Nullable Throwable cause) {
    super(reason, cause);
  }
}
