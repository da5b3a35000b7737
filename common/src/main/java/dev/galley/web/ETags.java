package dev.galley.web;

import org.jspecify.annotations.Nullable;

/** Strong entity tags made of revisions (RFC 9110, section 8.8.3). */
public final class ETags {

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
