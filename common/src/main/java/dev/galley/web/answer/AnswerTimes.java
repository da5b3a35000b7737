package dev.galley.web.answer;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Measures what an {@link AnswerFilter} answers as the framework measures those behind it, under
 * the same name and labels, for a fraction of the cost. Thread-safe.
 */
final class AnswerTimes {

  private final MeterRegistry meters;
  private final String uri;
  private final Map<Integer, Timer> gets = new ConcurrentHashMap<>();
  private final Map<Integer, Timer> others = new ConcurrentHashMap<>();

  /**
   * @param uri the label that tells these answers from others
   */
  AnswerTimes(MeterRegistry meters, String uri) {
    this.meters = meters;
    this.uri = uri;
  }

  /**
   * @param startedNanos the {@link System#nanoTime()} at which the request came
   */
  void record(String method, int status, long startedNanos) {
    boolean get = method.equals("GET");
    (get ? gets : others)
        .computeIfAbsent(status, s -> timer(get ? "GET" : "OTHER", s))
        .record(System.nanoTime() - startedNanos, TimeUnit.NANOSECONDS);
  }

  private Timer timer(String method, int status) {
    return Timer.builder("http.server.requests")
        .tags("method", method, "outcome", outcome(status))
        .tags("status", Integer.toString(status), "uri", uri)
        .register(meters);
  }

  private static String outcome(int status) {
    return switch (status / 100) {
      case 2 -> "SUCCESS";
      case 3 -> "REDIRECTION";
      case 4 -> "CLIENT_ERROR";
      case 5 -> "SERVER_ERROR";
      default -> "UNKNOWN";
    };
  }
}
