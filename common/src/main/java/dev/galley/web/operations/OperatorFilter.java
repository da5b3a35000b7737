package dev.galley.web.operations;

import dev.galley.web.Problems;
import dev.galley.web.RoutedPath;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Keeps {@code /metrics} for operators, and lets them see the details of {@code /health}, of which
 * everybody else gets the status word.
 */
final class OperatorFilter extends OncePerRequestFilter {

  /** The role that {@code management.endpoint.health.roles} names. */
  private static final String ROLE = "OPERATOR";

  private static final Principal OPERATOR = () -> "operator";

  private final Operators operators;

  OperatorFilter(Operators operators) {
    this.operators = operators;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !isUnder("/metrics", request) && !isUnder("/health", request);
  }

  private static boolean isUnder(String path, HttpServletRequest request) {
    String asked = RoutedPath.of(request);
    return asked.equals(path) || asked.startsWith(path + "/");
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (operators.sent(request)) {
      chain.doFilter(new FromOperator(request), response);
    } else if (isUnder("/metrics", request)) {
      refuse(response);
    } else {
      chain.doFilter(request, response);
    }
  }

  private static void refuse(HttpServletResponse response) throws IOException {
    Problems.write(
        response,
        Problems.of(
            HttpStatus.FORBIDDEN,
            "operators-only",
            "Only operators may read this",
            "Ask straight from the machine itself, as localhost, or from a network in"
                + " GALLEY_METRICS_ALLOWED, or with GALLEY_OPERATOR_TOKEN as the bearer token."));
  }

  private static final class FromOperator extends HttpServletRequestWrapper {

    FromOperator(HttpServletRequest request) {
      super(request);
    }

    @Override
    public Principal getUserPrincipal() {
      Principal principal = super.getUserPrincipal();
      return principal == null ? OPERATOR : principal;
    }

    @Override
    public boolean isUserInRole(String role) {
      return role.equals(ROLE) || super.isUserInRole(role);
    }
  }
}
