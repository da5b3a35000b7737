package dev.galley.web.answer;

/** A change came without {@code If-Match} (RFC 6585, section 3). */
public final class PreconditionMissing extends RuntimeException {

  private static final long serialVersionUID = 1L;

  PreconditionMissing() {
    super("If-Match is required");
  }
}
