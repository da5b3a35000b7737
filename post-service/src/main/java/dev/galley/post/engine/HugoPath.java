package dev.galley.post.engine;

import java.text.Normalizer;
import java.util.Locale;

/** Paths as Hugo makes them of names: lower case, blanks as hyphens, letters of any script. */
public final class HugoPath {

  private HugoPath() {}

  static String of(String name) {
    return keepingCase(name).toLowerCase(Locale.ROOT);
  }

  /** A path where the configuration says {@code removePathAccents}. */
  static String withoutAccents(String path) {
    return Normalizer.normalize(
        Normalizer.normalize(path, Normalizer.Form.NFD).replaceAll("\\p{Mn}+", ""),
        Normalizer.Form.NFC);
  }

  /** The same where the configuration says {@code disablePathToLower}. */
  public static String keepingCase(String name) {
    StringBuilder path = new StringBuilder();
    boolean wasHyphen = false;
    boolean hyphenWaits = false;
    for (int c : name.strip().codePoints().toArray()) {
      if (isKept(c)) {
        wasHyphen = c == '-';
        if (hyphenWaits && !wasHyphen) {
          path.append('-');
        }
        hyphenWaits = false;
        path.appendCodePoint(c);
      } else if (path.length() > 0 && !wasHyphen && Character.isWhitespace(c)) {
        hyphenWaits = true;
      }
    }
    return path.toString();
  }

  private static boolean isKept(int c) {
    int type = Character.getType(c);
    return Character.isLetterOrDigit(c)
        || type == Character.NON_SPACING_MARK
        || type == Character.COMBINING_SPACING_MARK
        || type == Character.ENCLOSING_MARK
        || "./_#+~-@".indexOf(c) >= 0;
  }
}
