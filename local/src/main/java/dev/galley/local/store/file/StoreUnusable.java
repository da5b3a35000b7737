package dev.galley.local.store.file;

/** The store cannot be opened or has stopped; the message is fit to be shown to the user. */
public final class StoreUnusable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  StoreUnusable(String message) {
    super(message);
  }

  StoreUnusable(String message, Throwable cause) {
    super(message, cause);
  }
}
