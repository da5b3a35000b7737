package dev.galley.feed.webhook;

/** A webhook asked for a type of notice that does not exist. */
final class TypeUnknown extends RuntimeException {

  private static final long serialVersionUID = 1L;

  TypeUnknown() {
    super("must be among " + String.join(", ", Notice.TYPES));
  }
}
