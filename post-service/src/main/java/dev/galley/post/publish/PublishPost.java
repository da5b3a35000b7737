package dev.galley.post.publish;

import com.fasterxml.jackson.annotation.JsonFormat;
import dev.galley.event.Update;
import dev.galley.post.consent.Round.Refused;
import dev.galley.post.draft.NewPost;
import dev.galley.post.people.Role;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.constraints.Size;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * Publish the working copy, or a text that becomes it in the same write.
 *
 * @param update when absent: first when the post was never published, minor while it is, major when
 *     it was taken back
 * @param changeNote what changed, for the public; absent when nothing is to be said
 * @param publishedAt the date that readers see of a first publication, such as that of the paper it
 *     is taken from; now when absent
 * @param content all of the post, as when it is replaced; absent when the working copy is meant
 * @param withoutConsent whether an editor publishes it though consent is missing, and owes a review
 */
public record PublishPost(
    @Nullable Update update,
    @Nullable @Size(max = 1_000) String changeNote,
    @JsonFormat(without = JsonFormat.Feature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
        @Nullable OffsetDateTime publishedAt,
    @Nullable NewPost content,
    @Nullable Boolean withoutConsent) {

  /** The working copy, as the post's past suggests. */
  public static final PublishPost BY_DEFAULT = new PublishPost(null, null, null, null, null);

  /**
   * Refuses what only editors may.
   *
   * @throws Refused when it is to be published without consent, and not by an editor
   */
  public void requireRight(HttpServletRequest request) {
    if (Boolean.TRUE.equals(withoutConsent) && !request.isUserInRole(Role.EDITOR.name())) {
      throw Refused.notYours(
          "Only an editor can publish without consent. Ask the others for it, or ask an editor.");
    }
  }
}
