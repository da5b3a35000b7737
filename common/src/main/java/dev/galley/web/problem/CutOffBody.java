package dev.galley.web.problem;

import dev.galley.web.BodyTooLarge;
import dev.galley.web.Budget;
import dev.galley.web.Problems;
import java.net.SocketTimeoutException;
import java.util.Optional;
import org.apache.catalina.connector.ClientAbortException;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;

/**
 * A body that was not read to its end, for no fault of what it says. Its stream throws the reason,
 * and each reader (of JSON, forms, tables) wraps that in something of its own.
 */
final class CutOffBody {

  private CutOffBody() {}

  /** The answer when that is among the causes. */
  static Optional<ResponseEntity<ProblemDetail>> in(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof BodyTooLarge tooLarge) {
        return answer(tooLarge.problem());
      }
      if (cause instanceof Budget.Exhausted exhausted) {
        return Optional.of(Problems.later(1, exhausted.problem()));
      }
      if (cause instanceof ClientAbortException incomplete) {
        return answer(problem(incomplete));
      }
    }
    return Optional.empty();
  }

  /** The client went away in the middle of its body, or was given up as too slow. */
  private static ProblemDetail problem(ClientAbortException incomplete) {
    return NestedExceptionUtils.getMostSpecificCause(incomplete) instanceof SocketTimeoutException
        ? UnusableRequest.problem(HttpStatus.REQUEST_TIMEOUT)
        : UnreadableBody.problem("The body ends too early.");
  }

  private static Optional<ResponseEntity<ProblemDetail>> answer(ProblemDetail problem) {
    return Optional.of(ResponseEntity.of(problem).build());
  }
}
