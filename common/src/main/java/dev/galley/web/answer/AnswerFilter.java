package dev.galley.web.answer;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.core.Ordered;

/**
 * Answers readers before anything else sees the request: what is served from memory is a look-up
 * and a write, and each layer in between would cost more than both.
 */
public final class AnswerFilter implements Filter {

  /** Which answer an address has. */
  @FunctionalInterface
  public interface Answers {

    /**
     * The answer.
     *
     * @param path as in the request line, still encoded
     * @param query as in the request line
     * @return null for what is to be passed on to the framework
     */
    @Nullable Answer to(String path, @Nullable String query);
  }

  private final Answers answers;
  private final FixedHeaders headers;
  private final AnswerTimes times;
  private final Clock clock;

  /**
   * @param headers what every answer carries
   * @param uri the label of what is answered here, in the measure of all requests
   */
  public AnswerFilter(
      Answers answers, FixedHeaders headers, MeterRegistry meters, String uri, Clock clock) {
    this.answers = answers;
    this.headers = headers;
    this.times = new AnswerTimes(meters, uri);
    this.clock = clock;
  }

  /** Before all other filters. */
  public FilterRegistrationBean<AnswerFilter> first() {
    FilterRegistrationBean<AnswerFilter> registration = new FilterRegistrationBean<>(this);
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
    return registration;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest http = (HttpServletRequest) request;
    long startedNanos = System.nanoTime();
    Answer answer = answers.to(http.getRequestURI(), http.getQueryString());
    if (answer == null) {
      chain.doFilter(request, response);
    } else {
      send(answer, http, (HttpServletResponse) response, startedNanos);
    }
  }

  private void send(
      Answer answer, HttpServletRequest request, HttpServletResponse response, long startedNanos)
      throws IOException {
    headers.write(response);
    String method = request.getMethod();
    if (method.equals("GET") || method.equals("HEAD")) {
      answer.send(request, response, clock);
    } else {
      response.setHeader("Allow", "GET, HEAD");
      response.setStatus(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
    }
    times.record(method, response.getStatus(), startedNanos);
  }
}
