package dev.galley.web;

import java.io.IOException;
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
}
