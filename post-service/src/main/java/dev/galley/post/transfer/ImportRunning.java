package dev.galley.post.transfer;

/** Another import has not ended yet; the client may try again in a while. */
final class ImportRunning extends RuntimeException {

  ImportRunning() {
    super("Another import is running");
  }
}
