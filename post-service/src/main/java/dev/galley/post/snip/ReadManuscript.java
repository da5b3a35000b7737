package dev.galley.post.snip;

import java.util.List;

/**
 * A post that was read from a file, and what its author should know.
 *
 * @param isTemplate whether it is a model for new posts, never to be published
 * @param hasUnknownTags whether it holds template tags that nobody can interpret, so that its page
 *     would not be what its author meant
 * @param warnings what will not work as written, for people
 */
public record ReadManuscript(
    Manuscript manuscript, boolean isTemplate, boolean hasUnknownTags, List<String> warnings) {

  public ReadManuscript {
    warnings = List.copyOf(warnings);
  }

  /** Whether a publication on import takes this one too. */
  public boolean isPublishable() {
    return !manuscript.draft() && !isTemplate && !hasUnknownTags && !manuscript.body().isEmpty();
  }
}
