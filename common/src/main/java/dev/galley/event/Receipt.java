package dev.galley.event;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What became of one step of one publication; what a post's timeline is made of.
 *
 * @param postId the post; for a record that could not be read, the record's key
 * @param revision the revision that was published; 0 when it could not be read
 * @param step {@code page}, {@code feed}, {@code webhook}, {@code email}
 * @param target which subscriber, for steps that have several; absent for the others
 * @param targetName how to show the subscriber to people, such as its host; absent without a target
 * @param reason why a step failed or waits, for people; absent when it succeeded
 * @param latencyMillis from the accepted publication to this outcome
 * @param attempt which attempt this was, from 1
 * @param causeId the id of the event that led to this step; absent when it could not be read
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonTypeName(EventTypes.RECEIPT)
public record Receipt(
    UUID eventId,
    Instant occurredAt,
    String postId,
    long revision,
    String step,
    @Nullable String target,
    @Nullable String targetName,
    Outcome outcome,
    @Nullable String reason,
    long latencyMillis,
    int attempt,
    @Nullable UUID causeId)
    implements Event {

  @Override
  public String subject() {
    return postId;
  }

  /** How a step ended. */
  public enum Outcome {
    SUCCEEDED,
    /** Failed for now; another attempt is scheduled. */
    RETRYING,
    /** Given up; a person must look at it. */
    FAILED,
    /** Nothing had to be done, for example because a newer revision was applied already. */
    SKIPPED;

    /** The form on the wire: lower case. */
    @JsonValue
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
