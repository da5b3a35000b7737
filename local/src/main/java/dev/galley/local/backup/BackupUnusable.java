package dev.galley.local.backup;

import org.jspecify.annotations.Nullable;

/** A backup cannot be made or restored; the message is fit to be shown to the user. */
public final class BackupUnusable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  BackupUnusable(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
