package dev.galley.feed.access;

import org.jspecify.annotations.Nullable;

/** Whether a token is good cannot be found out now. */
final class TokensUnavailable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  TokensUnavailable(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
