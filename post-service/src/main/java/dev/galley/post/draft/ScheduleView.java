package dev.galley.post.draft;

import dev.galley.event.Removal;
import dev.galley.event.Update;
import dev.galley.post.content.Schedule;
import dev.galley.post.content.Schedule.Failure;
import dev.galley.post.content.Schedule.Withdrawal;
import java.net.URI;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A schedule as the API shows it.
 *
 * @param at in its zone
 * @param zone the IANA name of the zone that the time was chosen in
 * @param update as what the post is published; null when it is unpublished
 * @param withoutConsent whether it is published though consent is missing
 * @param how how the post is unpublished; null when it is published
 * @param to where a redirect leads
 * @param reason why it is unpublished, for the public
 * @param by the name of whoever wanted it
 * @param byId the id of that person or machine
 * @param revision the revision that it was set at; what was written since goes out as well
 * @param failure why it did not happen; null while it is to come
 */
record ScheduleView(
    OffsetDateTime at,
    String zone,
    Schedule.Action action,
    @Nullable Update update,
    @Nullable String changeNote,
    boolean withoutConsent,
    @Nullable Removal how,
    @Nullable URI to,
    @Nullable String reason,
    String by,
    @Nullable String byId,
    long revision,
    @Nullable Failure failure) {

  static @Nullable ScheduleView of(@Nullable Schedule schedule) {
    if (schedule == null) {
      return null;
    }
    Withdrawal removal = schedule.removal();
    return new ScheduleView(
        schedule.localAt(),
        schedule.zone().getId(),
        schedule.action(),
        schedule.update(),
        schedule.changeNote(),
        schedule.withoutConsent(),
        removal == null ? null : removal.how(),
        removal == null ? null : removal.to(),
        removal == null ? null : removal.reason(),
        schedule.by().name(),
        schedule.by().id(),
        schedule.revision(),
        schedule.failure());
  }
}
