package dev.galley.web;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Strong entity tags made of revisions (RFC 9110, section 8.8.3). */
public final class ETags {

  private static final Pattern REVISION = Pattern.compile("\\s*\"(\\d{1,18})\"\\s*");

  private ETags() {}

  /** The tag of a revision: {@code "7"}, with the quotes. */
  public static String of(long revision) {
    return "\"" + revision + "\"";
  }

  /**
   * The revision that {@code If-Match} names.
   *
   * @param ifMatch the header's value; null when it was not sent
   * @return empty when the tag cannot be one of ours, so that it matches nothing
   * @throws PreconditionMissing when there is no header
   */
  public static OptionalLong required(@Nullable String ifMatch) {
    if (ifMatch == null || ifMatch.isBlank()) {
      throw new PreconditionMissing();
    }
    Matcher matcher = REVISION.matcher(ifMatch);
    return matcher.matches()
        ? OptionalLong.of(Long.parseLong(matcher.group(1)))
        : OptionalLong.empty();
  }

  /**
   * Whether {@code If-None-Match} names the tag; weak comparison (RFC 9110, section 13.1.2).
   *
   * @param ifNoneMatch the header's value; null when it was not sent
   * @param tag the current tag, with its quotes
   */
  public static boolean matches(@Nullable String ifNoneMatch, String tag) {
    if (ifNoneMatch == null) {
      return false;
    }
    for (String candidate : ifNoneMatch.split(",")) {
      String trimmed = candidate.trim();
      if (trimmed.equals("*") || trimmed.equals(tag) || trimmed.equals("W/" + tag)) {
        return true;
      }
    }
    return false;
  }
}
