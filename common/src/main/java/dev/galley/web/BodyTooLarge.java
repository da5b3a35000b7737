package dev.galley.web;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.util.unit.DataSize;

/** A request body went over its limit; thrown while it is read. */
public final class BodyTooLarge extends IOException {

  private static final long serialVersionUID = 1L;

  private final long limitBytes;

  BodyTooLarge(DataSize limit) {
    super("The body is larger than " + limit.toBytes() + " bytes");
    this.limitBytes = limit.toBytes();
  }

  /** 413 with the limit. */
  public ProblemDetail problem() {
    return Problems.of(
        HttpStatus.CONTENT_TOO_LARGE,
        "body-too-large",
        "The request body is too large",
        "At most " + limitBytes + " bytes are accepted here.");
  }

  /** The problem when a body over its limit is among the causes, else null. */
  public static @Nullable ProblemDetail in(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof BodyTooLarge tooLarge) {
        return tooLarge.problem();
      }
    }
    return null;
  }
}
