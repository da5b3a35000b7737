package dev.galley.web.operations;

import dev.galley.web.problem.ProblemAdvice;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.catalina.connector.ClientAbortException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/**
 * Failures for which there is no answer any more, before a {@link ProblemAdvice} sees them. A
 * client that is gone, or too slow, is no error: anybody could fill the log with them.
 */
final class BrokenAnswers implements HandlerExceptionResolver, Ordered {

  private static final Logger log = LoggerFactory.getLogger(BrokenAnswers.class);

  @Override
  public @Nullable ModelAndView resolveException(
      HttpServletRequest request,
      HttpServletResponse response,
      @Nullable Object handler,
      Exception failure) {
    if (!response.isCommitted()) {
      return null;
    }
    if (isOfClient(failure)) {
      log.debug("A client is gone or too slow: {}", failure.getMessage());
      return new ModelAndView();
    }
    // To the container, which logs it and closes the connection: a problem cannot be sent, and the
    // client must not take a part for the whole.
    throw new IllegalStateException("An answer broke off", failure);
  }

  private static boolean isOfClient(Exception failure) {
    if (failure instanceof HttpMessageNotReadableException
        || failure instanceof MultipartException) {
      return true;
    }
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ClientAbortException
          || cause instanceof AsyncRequestNotUsableException) {
        return true;
      }
    }
    return false;
  }

  @Override
  public int getOrder() {
    return Ordered.HIGHEST_PRECEDENCE;
  }
}
