package dev.galley.web.answer;

import jakarta.servlet.http.HttpServletResponse;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Headers that go out with every answer of a kind.
 *
 * @param values by name
 */
public record FixedHeaders(Map<String, String> values) {

  /** For what is no page: nothing runs, nothing is loaded, nobody shows it as a part of his own. */
  public static final FixedHeaders STRICT =
      new FixedHeaders(
          Map.of(
              "X-Content-Type-Options", "nosniff",
              "Referrer-Policy", "strict-origin-when-cross-origin",
              "Cross-Origin-Opener-Policy", "same-origin",
              "Cross-Origin-Resource-Policy", "same-origin",
              "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"));

  public FixedHeaders {
    values = Map.copyOf(values);
  }

  /** The same with one more, or with another value for it. */
  public FixedHeaders with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(values);
    more.put(name, value);
    return new FixedHeaders(more);
  }

  /** Puts them into an answer, in place of what was there. */
  public void write(HttpServletResponse response) {
    values.forEach(response::setHeader);
  }
}
