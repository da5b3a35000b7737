package dev.galley.post.store;

import com.mongodb.MongoException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Asks clients to come again while the store is not prepared, or when it does not answer before a
 * request has reached what it is for: security looks up the token there.
 */
final class ClosedWithoutStore extends OncePerRequestFilter {

  private static final Logger log = LoggerFactory.getLogger(ClosedWithoutStore.class);
  private static final byte[] PROBLEM =
      """
      {"type":"/problems/store-unavailable","title":"The store cannot be reached or cannot write",\
      "status":503,"detail":"Nothing was changed. Try again."}"""
          .getBytes(StandardCharsets.UTF_8);

  private final PreparingStore preparing;

  ClosedWithoutStore(PreparingStore preparing) {
    this.preparing = preparing;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (preparing.waitingFor().isPresent()) {
      refuse(response);
      return;
    }
    try {
      chain.doFilter(request, response);
    } catch (MongoException e) {
      // What controllers meet, their advice has answered.
      log.error("The store failed", e);
      refuse(response);
    }
  }

  private static void refuse(HttpServletResponse response) throws IOException {
    response.setStatus(HttpStatus.SERVICE_UNAVAILABLE.value());
    response.setHeader(HttpHeaders.RETRY_AFTER, "5");
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    response.getOutputStream().write(PROBLEM);
  }
}
