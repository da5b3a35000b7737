package dev.galley.post.transfer;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What became of one image or attachment of an import.
 *
 * @param path as in the site's URLs
 * @param reason why it was rejected, for people; absent when it was not
 * @param warnings what its author should know, for people
 */
record AssetReport(String path, Outcome outcome, @Nullable String reason, List<String> warnings) {

  AssetReport {
    warnings = List.copyOf(warnings);
  }

  /** What was done. */
  enum Outcome {
    STORED,
    /** The path led to other content before. */
    REPLACED,
    UNCHANGED,
    REJECTED;

    @JsonValue
    String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
