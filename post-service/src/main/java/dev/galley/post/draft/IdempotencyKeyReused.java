package dev.galley.post.draft;

/** An idempotency key came again with another request. */
public final class IdempotencyKeyReused extends RuntimeException {

  IdempotencyKeyReused() {
    super("The Idempotency-Key belongs to another request");
  }
}
