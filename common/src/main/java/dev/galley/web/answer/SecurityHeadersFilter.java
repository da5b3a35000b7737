package dev.galley.web.answer;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Headers that every answer carries. The strict policy is a default: who serves pages sets its own
 * {@code Content-Security-Policy} afterwards.
 */
public final class SecurityHeadersFilter extends OncePerRequestFilter {

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    FixedHeaders.STRICT.write(response);
    chain.doFilter(request, response);
  }
}
