package dev.galley.stream.observing;

import dev.galley.stream.codec.CloudEventHeaders;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets a request's {@code traceparent} name the span of the request itself: what is stored to be
 * sent later goes on from here, whether the client had a trace or not.
 */
final class TraceHeaderFilter extends OncePerRequestFilter {

  private final Traces traces;

  TraceHeaderFilter(Traces traces) {
    this.traces = traces;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String current = traces.current();
    chain.doFilter(current == null ? request : new Traced(request, current), response);
  }

  private static final class Traced extends HttpServletRequestWrapper {

    private final String current;

    Traced(HttpServletRequest request, String current) {
      super(request);
      this.current = current;
    }

    @Override
    public @Nullable String getHeader(String name) {
      return name.equalsIgnoreCase(CloudEventHeaders.TRACE_PARENT)
          ? current
          : super.getHeader(name);
    }
  }
}
