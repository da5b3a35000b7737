package dev.galley.web.answer;

import java.util.function.BiPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Entity tags and the lists of them in conditional requests (RFC 9110, sections 8.8.3 and 13.1).
 */
public final class ETags {

  // RFC 9110, 8.8.3: entity-tag = [ "W/" ] DQUOTE *etagc DQUOTE; a comma may be within.
  private static final Pattern TAG = Pattern.compile("(W/)?(\"[^\"]*\")");

  private ETags() {}

  /** The tag of a revision: {@code "7"}, with the quotes. */
  public static String of(long revision) {
    return "\"" + revision + "\"";
  }

  /**
   * The revisions that {@code If-Match} names.
   *
   * @param ifMatch the header's value; null when it was not sent
   * @throws PreconditionMissing when there is no header
   */
  public static IfMatch required(@Nullable String ifMatch) {
    if (ifMatch == null || ifMatch.isBlank()) {
      throw new PreconditionMissing();
    }
    return IfMatch.parse(ifMatch.strip());
  }

  /**
   * Whether {@code If-None-Match} names the tag; weak comparison (RFC 9110, section 13.1.2).
   *
   * @param ifNoneMatch the header's value; null when it was not sent
   * @param tag the current tag, a strong one with its quotes
   */
  public static boolean matches(@Nullable String ifNoneMatch, String tag) {
    return ifNoneMatch != null && names(ifNoneMatch, (weak, named) -> named.equals(tag));
  }

  /**
   * Whether {@code If-Match} names the tag; strong comparison (RFC 9110, section 13.1.1).
   *
   * @param tag the current tag, a strong one with its quotes
   */
  static boolean matchesStrongly(String ifMatch, String tag) {
    return names(ifMatch, (weak, named) -> !weak && named.equals(tag));
  }

  /** Whether a list of tags is a star or has one that will do, told whether it is weak. */
  static boolean names(String list, BiPredicate<Boolean, String> wanted) {
    if (list.strip().equals("*")) {
      return true;
    }
    Matcher tags = TAG.matcher(list);
    while (tags.find()) {
      if (wanted.test(tags.group(1) != null, tags.group(2))) {
        return true;
      }
    }
    return false;
  }
}
