package dev.galley.post.database;

import com.mongodb.MongoException;
import dev.galley.web.Problems;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Asks clients to come again while the store is not prepared, or when it does not answer before a
 * request has reached what it is for: security looks up the token there.
 */
final class ClosedWithoutStore extends OncePerRequestFilter {

  private static final Logger log = LoggerFactory.getLogger(ClosedWithoutStore.class);

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
    response.setHeader(HttpHeaders.RETRY_AFTER, "5");
    Problems.write(
        response,
        Problems.of(
            HttpStatus.SERVICE_UNAVAILABLE,
            "store-unavailable",
            "The store cannot be reached or cannot write",
            "Nothing was changed. Try again."));
  }
}
