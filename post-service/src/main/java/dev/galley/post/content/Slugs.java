package dev.galley.post.content;

import com.ibm.icu.text.Transliterator;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The names of posts in their URLs: {@code [a-z0-9-]+}, except what the site itself needs. */
public final class Slugs {

  /** In characters. */
  public static final int MAX_LENGTH = 200;

  private static final int MAX_DERIVED_LENGTH = 80;
  private static final Pattern VALID = Pattern.compile("[a-z0-9-]{1," + MAX_LENGTH + "}");

  /** Of Latin, Greek and Cyrillic letters; in other scripts marks are vowels, and sounds. */
  private static final Pattern ACCENTS = Pattern.compile("[\u0300-\u036F]+");

  private static final Pattern APOSTROPHES = Pattern.compile("['\u2019]");
  private static final Pattern SEPARATORS = Pattern.compile("[^a-z0-9]+");

  /** Letters that have no mark to take off. */
  private static final Map<String, String> SPELLED_OUT =
      Map.of(
          "ß", "ss", "æ", "ae", "œ", "oe", "ø", "o", "đ", "d", "ð", "d", "ł", "l", "þ", "th", "ı",
          "i");

  private static final Pattern SPELLED =
      Pattern.compile("[" + String.join("", SPELLED_OUT.keySet()) + "]");

  /** First path segments that belong to the site, its feeds and its APIs. */
  private static final Set<String> RESERVED =
      Set.of(
          "actuator",
          "api",
          "archive",
          "assets",
          "authors",
          "editor",
          "error",
          "events",
          "favicon",
          "feed",
          "health",
          "images",
          "internal",
          "metrics",
          "preview",
          "problems",
          "robots",
          "rss",
          "search",
          "sitemap",
          "static",
          "subscribe",
          "subscriptions",
          "tags",
          "theme",
          "unsubscribe",
          "webjars",
          "websub");

  private static final Pattern OTHER_LETTERS = Pattern.compile("[\\p{L}\\p{N}&&[^a-z0-9]]");

  /** The letters of every script as people read them in Latin ones, as far as ICU knows. */
  private static final class Latin {

    static final Transliterator SPELLING =
        Transliterator.getInstance("Any-Latin; Latin-ASCII; Lower");
  }

  private Slugs() {}

  /** Whether a text has the form of a slug. */
  public static boolean isWellFormed(String slug) {
    return VALID.matcher(slug).matches();
  }

  /** Whether the site needs the name itself. */
  public static boolean isReserved(String slug) {
    return RESERVED.contains(slug);
  }

  /**
   * A slug out of a title of any script, or {@code untitled} when it has neither letters nor
   * digits. May be taken or reserved.
   */
  public static String fromTitle(String title) {
    String plain =
        ACCENTS.matcher(Normalizer.normalize(title, Normalizer.Form.NFKD)).replaceAll("");
    String lower = APOSTROPHES.matcher(plain.toLowerCase(Locale.ROOT)).replaceAll("");
    String spelled =
        SPELLED.matcher(lower).replaceAll(letter -> SPELLED_OUT.getOrDefault(letter.group(), ""));
    // Latin is spelled by the rules above; ICU's data is loaded where a title needs it.
    if (OTHER_LETTERS.matcher(spelled).find()) {
      spelled = Latin.SPELLING.transliterate(Normalizer.normalize(spelled, Normalizer.Form.NFC));
    }
    String dashed = SEPARATORS.matcher(spelled).replaceAll("-");
    String slug = trimDashes(dashed.substring(0, Math.min(dashed.length(), MAX_DERIVED_LENGTH)));
    return slug.isEmpty() ? "untitled" : slug;
  }

  private static String trimDashes(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && text.charAt(from) == '-') {
      from++;
    }
    while (to > from && text.charAt(to - 1) == '-') {
      to--;
    }
    return text.substring(from, to);
  }
}
