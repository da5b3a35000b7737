package dev.galley.local.run;

import org.jspecify.annotations.Nullable;

/** Galley cannot start or go on; the message is fit to be shown to the user. */
public final class CannotRun extends RuntimeException {

  private static final long serialVersionUID = 1L;

  CannotRun(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
