package dev.galley.web.answer;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which revisions a client is ready to change (RFC 9110, section 13.1.1). Weak tags and those that
 * cannot be ours match nothing.
 *
 * @param any whether whatever there is will do
 * @param revisions those that were named
 */
public record IfMatch(boolean any, Set<Long> revisions) {

  // RFC 9110, 8.8.3: entity-tag = [ "W/" ] DQUOTE *etagc DQUOTE
  private static final Pattern TAG = Pattern.compile("(W/)?\"([^\"]*)\"");
  private static final Pattern REVISION = Pattern.compile("\\d{1,18}");

  public IfMatch {
    revisions = Set.copyOf(revisions);
  }

  /** One revision and no other. */
  public static IfMatch of(long revision) {
    return new IfMatch(false, Set.of(revision));
  }

  static IfMatch parse(String header) {
    if (header.equals("*")) {
      return new IfMatch(true, Set.of());
    }
    Set<Long> revisions = new HashSet<>();
    Matcher tags = TAG.matcher(header);
    while (tags.find()) {
      // A strong comparison: a weak tag does not promise the same bytes.
      if (tags.group(1) == null && REVISION.matcher(tags.group(2)).matches()) {
        revisions.add(Long.valueOf(tags.group(2)));
      }
    }
    return new IfMatch(false, revisions);
  }

  /** Whether a resource at this revision may be changed. */
  public boolean matches(long revision) {
    return any || revisions.contains(revision);
  }
}
