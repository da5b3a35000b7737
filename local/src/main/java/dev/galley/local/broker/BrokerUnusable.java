package dev.galley.local.broker;

import org.jspecify.annotations.Nullable;

/** The broker cannot be started; the message is fit to be shown to the user. */
public final class BrokerUnusable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  BrokerUnusable(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
