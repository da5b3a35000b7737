package dev.galley.post.content;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who did what to a post, and when; kept with every revision.
 *
 * @param by the name of the person, or of a machine's token
 * @param byId the id of that person or token; absent where it is not known
 * @param at to the millisecond
 * @param note more about it, such as {@code minor} of a publication; absent where the action says
 *     all
 * @param traceparent the W3C trace that the change belongs to; absent without tracing
 */
public record Change(
    Action action,
    String by,
    @Nullable String byId,
    Instant at,
    @Nullable String note,
    @Nullable String traceparent) {

  /** What was done. */
  public enum Action {
    CREATED,
    EDITED,
    RESTORED,
    IMPORTED,
    PUBLISHED,
    UNPUBLISHED,
    SCHEDULED,
    UNSCHEDULED,
    SCHEDULE_FAILED,
    DELETED,
    /** Asked for consent. */
    PROPOSED,
    /** Answered a round of consent. */
    ANSWERED,
    /** A round came to its end. */
    DECIDED,
    /** Looked at what was published without consent. */
    REVIEWED
  }
}
