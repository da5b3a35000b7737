package dev.galley.web.answer;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads {@code Accept-Encoding} (RFC 9110, section 12.5.3). */
final class AcceptEncoding {

  /** Says that a coding is not named. */
  private static final double UNNAMED = -1;

  private AcceptEncoding() {}

  /**
   * Whether the compressed bytes are what the client would rather have.
   *
   * @param header the header's value; null when it was not sent, which leaves the choice to us: the
   *     bytes as they are
   */
  static boolean prefersGzip(@Nullable String header) {
    if (header == null) {
      return false;
    }
    double gzip = UNNAMED;
    double identity = UNNAMED;
    double any = UNNAMED;
    for (String member : header.toLowerCase(Locale.ROOT).split(",")) {
      String[] parts = member.split(";");
      double weight = weight(parts);
      switch (parts.length == 0 ? "" : parts[0].strip()) {
        // RFC 9110 8.4.1.3: x-gzip is the same.
        case "gzip", "x-gzip" -> gzip = Math.max(gzip, weight);
        case "identity" -> identity = weight;
        case "*" -> any = weight;
        default -> {}
      }
    }
    // A star stands for what is not named; the bytes as they are will do unless they are refused.
    double gzipWeight = gzip == UNNAMED ? any : gzip;
    return gzipWeight > 0 && gzipWeight >= identity;
  }

  /** RFC 9110 12.4.2: from 0, which means "not acceptable", to 1, and 1 where none is given. */
  private static double weight(String[] parts) {
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].strip();
      if (parameter.startsWith("q=")) {
        String value = parameter.substring(2);
        // What is no weight is taken as a refusal: plain bytes are right for everybody.
        return value.matches("0(?:\\.\\d{0,3})?|1(?:\\.0{0,3})?") ? Double.parseDouble(value) : 0;
      }
    }
    return 1;
  }
}
