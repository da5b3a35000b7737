package dev.galley.render.markdown;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which declarations of a {@code style} attribute stay: those that shape the post itself. Nothing
 * that loads ({@code url}), and nothing that leaves the post's place on the page ({@code position},
 * {@code z-index}).
 */
final class Styles {

  private static final Set<String> PROPERTIES =
      Set.of(
          "background",
          "background-color",
          "border-collapse",
          "border-radius",
          "box-shadow",
          "clear",
          "color",
          "display",
          "float",
          "height",
          "line-height",
          "list-style",
          "list-style-type",
          "max-height",
          "max-width",
          "min-height",
          "min-width",
          "opacity",
          "overflow",
          "padding",
          "text-align",
          "text-decoration",
          "text-indent",
          "text-overflow",
          "vertical-align",
          "visibility",
          "white-space",
          "width",
          "word-wrap");

  private static final Pattern FAMILIES =
      Pattern.compile("(?:border|font|margin|padding)(?:-[a-z]{1,12}){0,2}");

  // Functions other than these could load something.
  private static final Pattern VALUE =
      Pattern.compile("(?:[\\w\\s#%.,+*!'\"-]|(?:rgba?|hsla?|calc)\\([\\w\\s#%.,+*/-]*\\))*+");

  /** What no reader sees where a page shows it as its author wrote it. */
  private static final Pattern HIDING =
      Pattern.compile(
          "(?:^|;)\\s*(?:display\\s*:\\s*none|visibility\\s*:\\s*(?:hidden|collapse))\\b",
          Pattern.CASE_INSENSITIVE);

  private Styles() {}

  static boolean hide(String style) {
    return HIDING.matcher(style).find();
  }

  static @Nullable String allowed(String style) {
    List<String> kept = new ArrayList<>();
    for (String declaration : style.split(";", 100)) {
      int colon = declaration.indexOf(':');
      if (colon > 0) {
        String property = declaration.substring(0, colon).strip().toLowerCase(Locale.ROOT);
        String value = declaration.substring(colon + 1).strip();
        if (isAllowed(property, value)) {
          kept.add(property + ": " + value);
        }
      }
    }
    return kept.isEmpty() ? null : String.join("; ", kept);
  }

  private static boolean isAllowed(String property, String value) {
    return (PROPERTIES.contains(property) || FAMILIES.matcher(property).matches())
        && !value.isEmpty()
        && VALUE.matcher(value).matches();
  }
}
