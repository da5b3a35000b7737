package dev.galley.render.site;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads {@code Accept-Encoding} (RFC 9110, section 12.5.3). */
final class Encodings {

  private Encodings() {}

  /**
   * @param acceptEncoding the header's value; null when it was not sent
   */
  static boolean acceptsGzip(@Nullable String acceptEncoding) {
    if (acceptEncoding == null) {
      return false;
    }
    boolean any = false;
    for (String member : acceptEncoding.toLowerCase(Locale.ROOT).split(",")) {
      String[] parts = member.split(";");
      String coding = parts[0].strip();
      if (coding.equals("gzip") || coding.equals("x-gzip")) {
        return !isRefused(parts);
      }
      any |= coding.equals("*") && !isRefused(parts);
    }
    return any;
  }

  private static boolean isRefused(String[] parts) {
    return parts.length > 1 && parts[1].strip().matches("q=0(?:\\.0{0,3})?");
  }
}
