package dev.galley.render.page;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The tags of HTML as the sanitiser and the theme write it: every attribute in double quotes. Made
 * for one change of few tags; who has to understand HTML of others parses it.
 */
public final class Tags {

  /** Sees each opening tag that has attributes, in their order. */
  @FunctionalInterface
  public interface Change {

    /**
     * What to write in place of a tag.
     *
     * @param element its name in lower case
     * @param tag from its {@code <} to its {@code >}
     * @return null to leave it as it is
     */
    @Nullable String of(String element, String tag);
  }

  private static final Pattern ATTRIBUTE = Pattern.compile("\\s([a-zA-Z-]++)=\"([^\"]*+)\"");

  private Tags() {}

  /** Writes HTML anew with some tags changed; the same text where none is. */
  public static String changed(String html, Change change) {
    StringBuilder changed = null;
    int copied = 0;
    int at = html.indexOf('<');
    while (at >= 0) {
      int name = nameEnd(html, at + 1);
      int end = name > at + 1 ? end(html, name) : at + 1;
      if (end > name + 1) {
        String element = html.substring(at + 1, name).toLowerCase(Locale.ROOT);
        String instead = change.of(element, html.substring(at, end));
        if (instead != null) {
          changed = changed == null ? new StringBuilder(html.length() + 1024) : changed;
          changed.append(html, copied, at).append(instead);
          copied = end;
        }
      }
      at = html.indexOf('<', end);
    }
    return changed == null ? html : changed.append(html, copied, html.length()).toString();
  }

  private static int nameEnd(String html, int from) {
    int at = from;
    while (at < html.length() && Character.isLetterOrDigit(html.charAt(at))) {
      at++;
    }
    return at;
  }

  /** Behind the {@code >} that ends the tag: one within quotes does not. */
  private static int end(String html, int from) {
    boolean quoted = false;
    for (int at = from; at < html.length(); at++) {
      char c = html.charAt(at);
      if (c == '"') {
        quoted = !quoted;
      } else if (c == '>' && !quoted) {
        return at + 1;
      }
    }
    return html.length();
  }

  /** A tag's attributes by their names in lower case, as written: with references of characters. */
  public static Map<String, String> attributes(String tag) {
    Map<String, String> attributes = new LinkedHashMap<>();
    Matcher attribute = ATTRIBUTE.matcher(tag);
    while (attribute.find()) {
      attributes.putIfAbsent(attribute.group(1).toLowerCase(Locale.ROOT), attribute.group(2));
    }
    return attributes;
  }
}
