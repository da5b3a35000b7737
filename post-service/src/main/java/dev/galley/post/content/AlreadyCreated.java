package dev.galley.post.content;

/** A post was created with this idempotency key before. */
public final class AlreadyCreated extends RuntimeException {

  public AlreadyCreated() {
    super("The idempotency key was used before");
  }
}
