package dev.galley.post.schedule;

import dev.galley.event.Removal;
import dev.galley.event.Update;
import dev.galley.post.content.Schedule.Action;
import dev.galley.post.publish.PublishPost;
import dev.galley.post.publish.UnpublishPost;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Publish or unpublish a post at a time.
 *
 * @param at a date and time of the zone's clocks, as {@code 2026-12-04T17:00}, or with an offset
 * @param zone the IANA name of a zone; the site's when absent
 * @param action publish when absent
 * @param update as what it is published, as when it is published now
 * @param changeNote what changed, for the public
 * @param withoutConsent whether an editor publishes it though consent is missing, and owes a review
 * @param how how it is unpublished; gone when absent
 * @param to where a redirect leads: a path on the site or an http(s) address
 * @param reason why it is unpublished, for the public
 */
record SchedulePost(
    @NotNull @Size(max = 50) String at,
    @Nullable @Size(max = 50) String zone,
    @Nullable Action action,
    @Nullable Update update,
    @Nullable @Size(max = 1_000) String changeNote,
    @Nullable Boolean withoutConsent,
    @Nullable Removal how,
    @Nullable @Schema(format = "uri-reference") URI to,
    @Nullable @Size(max = 1_000) String reason) {

  boolean publishes() {
    return action != Action.UNPUBLISH;
  }

  PublishPost publication() {
    return new PublishPost(update, changeNote, null, null, withoutConsent);
  }

  UnpublishPost removal() {
    return new UnpublishPost(how, to, reason);
  }
}
