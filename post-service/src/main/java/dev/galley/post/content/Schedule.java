package dev.galley.post.content;

import dev.galley.event.Removal;
import dev.galley.event.Update;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneRulesProvider;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What shall happen to a post at a time. What goes out is the working copy of that time, also when
 * it was edited since.
 *
 * @param at to the millisecond
 * @param zone the region whose clocks the time is shown by, such as {@code Europe/Amsterdam}; what
 *     is none, such as {@code +02:00}, becomes UTC
 * @param update as what it is published; absent when it is unpublished
 * @param changeNote what changed, for the public; absent when nothing was said
 * @param withoutConsent whether it is published though consent is missing; only editors say so
 * @param removal how it is unpublished; absent when it is published
 * @param by who wanted it; on their behalf it happens
 * @param revision the revision of the post that bore it first
 * @param failure why it did not happen; absent while it is to come
 */
public record Schedule(
    Instant at,
    ZoneId zone,
    Action action,
    @Nullable Update update,
    @Nullable String changeNote,
    boolean withoutConsent,
    @Nullable Withdrawal removal,
    Actor by,
    long revision,
    @Nullable Failure failure) {

  /** From when it is set; what is later is meant by nobody. */
  public static final Duration MAX_AHEAD = Duration.ofDays(10 * 366);

  /** Browsers know regions alone. */
  public Schedule {
    if (!ZoneRulesProvider.getAvailableZoneIds().contains(zone.getId())) {
      zone = ZoneId.of("UTC");
    }
  }

  /** What is done. */
  public enum Action {
    PUBLISH,
    UNPUBLISH;

    /** The form on the wire: lower case. */
    @com.fasterxml.jackson.annotation.JsonValue
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * How a post leaves the site.
   *
   * @param to where a redirect leads
   * @param reason why, for the public
   */
  public record Withdrawal(Removal how, @Nullable URI to, @Nullable String reason) {}

  /**
   * That it could not be carried out.
   *
   * @param reason in words for people
   * @param at when it was tried
   */
  public record Failure(String reason, Instant at) {}

  /** Whether it is still to come; one that failed never happens by itself. */
  public boolean isPending() {
    return failure == null;
  }

  /** Whether it has to happen now. */
  public boolean isDue(Instant now) {
    return isPending() && !at.isAfter(now);
  }

  /** The time as people chose it. */
  public OffsetDateTime localAt() {
    return at.atZone(zone).toOffsetDateTime();
  }

  /** The same, to be tried once more. */
  public Schedule again() {
    return with(null);
  }

  /** The same, given up. */
  Schedule failed(String reason, Instant when) {
    return with(new Failure(reason, when));
  }

  private Schedule with(@Nullable Failure newFailure) {
    return new Schedule(
        at, zone, action, update, changeNote, withoutConsent, removal, by, revision, newFailure);
  }
}
