package dev.galley.local.follow;

import org.jspecify.annotations.Nullable;

/** The working copy or the site cannot be used; the message is fit to be shown to the user. */
public final class CannotFollow extends RuntimeException {

  private static final long serialVersionUID = 1L;

  CannotFollow(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
