package dev.galley.web.problem;

import dev.galley.web.Problems;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;

/** A client sent a cursor that it was not given. */
public final class CursorInvalid extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** About whatever was sent instead. */
  public CursorInvalid() {
    super("Not a cursor");
  }

  ProblemDetail problem() {
    return Problems.of(
        HttpStatus.BAD_REQUEST,
        "cursor-invalid",
        "The cursor is not valid",
        "Send the value of next, or of an event's id, as it was given; without one the list begins"
            + " anew.");
  }
}
