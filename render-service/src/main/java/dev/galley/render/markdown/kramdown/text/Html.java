package dev.galley.render.markdown.kramdown.text;

import java.util.regex.Pattern;

/** Escapes for HTML. */
public final class Html {

  private static final Pattern BARE_AMPERSAND =
      Pattern.compile("&(?!(?:[A-Za-z][A-Za-z0-9]{0,63}|#\\d{1,9}|#x[0-9a-fA-F]{1,8});)");

  private Html() {}

  /** Text that means what it says. */
  static String text(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  /** Text that may hold entities. */
  public static String rawText(String text) {
    return BARE_AMPERSAND
        .matcher(text)
        .replaceAll("&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;");
  }

  /** An attribute with a space before it; its value may hold entities. */
  public static String attribute(String name, String value) {
    return " " + name + "=\"" + rawText(value).replace("\"", "&quot;") + "\"";
  }
}
