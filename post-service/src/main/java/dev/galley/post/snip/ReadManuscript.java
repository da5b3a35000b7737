package dev.galley.post.snip;

import java.util.List;
import java.util.stream.Stream;

/**
 * A post that was read from a file, and what its author should know.
 *
 * @param restrictions why it is not to be published by an import, for people
 * @param warnings what else will not work as written, for people
 */
public record ReadManuscript(
    Manuscript manuscript, List<String> restrictions, List<String> warnings) {

  public ReadManuscript {
    restrictions = List.copyOf(restrictions);
    warnings = List.copyOf(warnings);
  }

  /** Whether a publication on import takes this one too. */
  public boolean isPublishable() {
    return restrictions.isEmpty() && !manuscript.body().isEmpty();
  }

  /**
   * All that its author should know.
   *
   * @param isLive whether the post is on the site, from an earlier publication
   */
  public List<String> remarks(boolean isLive) {
    String what = isLive ? "is on the site, although " : "stays a draft: ";
    return Stream.concat(restrictions.stream().map(what::concat), warnings.stream()).toList();
  }
}
