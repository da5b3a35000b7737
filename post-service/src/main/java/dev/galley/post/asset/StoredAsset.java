package dev.galley.post.asset;

import java.util.List;

/**
 * What became of one file that was to be stored.
 *
 * @param warnings what its author should know, for people
 */
public record StoredAsset(Outcome outcome, List<String> warnings) {

  public StoredAsset {
    warnings = List.copyOf(warnings);
  }

  /** Whether anything changed. */
  public enum Outcome {
    STORED,
    /** The path led to other content before. */
    REPLACED,
    UNCHANGED
  }
}
