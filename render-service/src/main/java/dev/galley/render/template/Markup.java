package dev.galley.render.template;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the HTML that helpers return; every value is escaped here and nowhere else. */
final class Markup {

  private Markup() {}

  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  static String attributes(Map<String, String> attributes) {
    StringBuilder html = new StringBuilder();
    attributes.forEach(
        (name, value) ->
            html.append(' ').append(name).append("=\"").append(escape(value)).append('"'));
    return html.toString();
  }

  static String link(String address, String label) {
    return "<a href=\"" + escape(address) + "\">" + escape(label) + "</a>";
  }

  /**
   * The path of an image. Encoded, since file names have spaces and the path also stands in
   * Markdown link destinations, which spaces and brackets would end.
   */
  static String imagePath(String path) {
    StringBuilder encoded = new StringBuilder("/images/");
    for (byte octet : path.replaceFirst("^/+", "").getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (octet & 0xff);
      boolean plain = c < 128 && (Character.isLetterOrDigit(c) || "/-._~+,@=:".indexOf(c) >= 0);
      encoded.append(plain ? String.valueOf(c) : "%%%02X".formatted((int) c));
    }
    return encoded.toString();
  }

  /** A web address that metadata gives, with or without its scheme; null when it is none. */
  static @Nullable String webAddress(String written) {
    String address = written.contains("://") ? written : "http://" + written;
    try {
      URI uri = URI.create(address);
      boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      return web && uri.getHost() != null ? address : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
