package dev.galley.local.history;

import org.jspecify.annotations.Nullable;

/** There is no history to read; the message is fit to be shown to the user. */
public final class NoHistory extends RuntimeException {

  private static final long serialVersionUID = 1L;

  NoHistory(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
