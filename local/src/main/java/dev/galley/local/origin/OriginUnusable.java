package dev.galley.local.origin;

/** The origin cannot listen; the message is fit to be shown to the user. */
public final class OriginUnusable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  OriginUnusable(String message, Throwable cause) {
    super(message, cause);
  }
}
