package dev.galley.event;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;

/**
 * What {@value Topics#REVIEWS} carries: the whole state of a round of consent, each time that it
 * changes. Its {@link #postId()} is the id of the post, or of the {@link About#PROPOSAL} that no
 * post belongs to.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = ReviewOpened.class, name = EventTypes.REVIEW_OPENED),
  @JsonSubTypes.Type(value = ReviewAnswered.class, name = EventTypes.REVIEW_ANSWERED),
  @JsonSubTypes.Type(value = ReviewDecided.class, name = EventTypes.REVIEW_DECIDED)
})
public sealed interface ReviewEvent extends Event
    permits ReviewOpened, ReviewAnswered, ReviewDecided {

  /** The post, or the proposal that no post belongs to. */
  String postId();

  @Override
  default String subject() {
    return postId();
  }

  /** What the participants are asked about. */
  About about();

  /** The post's title or the proposal's question; absent when it was deleted. */
  @Nullable String title();

  /** The round as the change left it. */
  ReviewRound round();

  /** What a round is about. */
  enum About {
    POST,
    PROPOSAL;

    /** The form on the wire: lower case. */
    @com.fasterxml.jackson.annotation.JsonValue
    public String wireName() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }
}
