package dev.galley.render.preview;

import dev.galley.web.operations.Operators;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Hides {@code /internal/} from everybody but neighbours: this machine and configured networks,
 * without a proxy in between. It goes by address, and does not protect against other users of the
 * same machine.
 */
final class InternalFilter extends OncePerRequestFilter {

  private final Operators neighbours;

  InternalFilter(Operators neighbours) {
    this.neighbours = neighbours;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (neighbours.sent(request)) {
      chain.doFilter(request, response);
    } else {
      response.setStatus(HttpServletResponse.SC_NOT_FOUND);
    }
  }
}
