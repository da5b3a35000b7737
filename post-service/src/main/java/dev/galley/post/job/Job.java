package dev.galley.post.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.TreeMap;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * Long work.
 *
 * @param repair whether it mends what it finds
 * @param done how many things so far
 * @param total how many there are, about
 * @param counts how many became or were what
 * @param waiting what it waits for; absent while it goes on
 * @param endedAt absent while it runs
 */
record Job(
    String id,
    String kind,
    boolean repair,
    State state,
    String by,
    Instant startedAt,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant endedAt,
    long done,
    long total,
    Map<String, Integer> counts,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String waiting) {

  /** What became of it. */
  enum State {
    RUNNING,
    DONE,
    /** What it needed was away for too long. */
    FAILED,
    CANCELLED
  }

  static Job of(Document document) {
    Date endedAt = document.getDate(Jobs.ENDED_AT);
    Map<String, Integer> counts = new TreeMap<>();
    document
        .get(Jobs.COUNTS, new Document())
        .forEach((name, count) -> counts.put(name, ((Number) count).intValue()));
    return new Job(
        document.getString("_id"),
        document.getString(Jobs.KIND),
        document.getBoolean(Jobs.REPAIR, false),
        State.valueOf(document.getString(Jobs.STATE)),
        document.getString(Jobs.BY),
        document.getDate(Jobs.STARTED_AT).toInstant(),
        endedAt == null ? null : endedAt.toInstant(),
        document.getLong(Jobs.DONE),
        document.getLong(Jobs.TOTAL),
        counts,
        document.getString(Jobs.WAITING));
  }
}
