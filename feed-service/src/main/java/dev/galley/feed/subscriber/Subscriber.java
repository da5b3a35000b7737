package dev.galley.feed.subscriber;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.galley.feed.entry.Selection;
import dev.galley.feed.mail.MailAddress;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who takes posts by e-mail, or has asked to, or did.
 *
 * @param id names them wherever the address must not stand
 * @param choice which posts
 * @param since that was chosen then, or confirmed: it is about what was accepted after it
 * @param earlier what was chosen before, oldest first, as far back as a digest reaches
 * @param source where the consent came from: {@code form}, or what an import said
 * @param createdAt when the address first came here
 * @param confirmedAt when its owner confirmed; absent before, and for what was imported
 * @param endedAt when the state became one in which nothing is sent
 * @param reason why mails to it were stopped; absent otherwise
 * @param refused whether servers refused mails to it before
 * @param asked what is to be confirmed; absent when nothing is
 * @param digests the last ones that this subscriber got
 */
public record Subscriber(
    String id,
    MailAddress address,
    State state,
    Selection choice,
    Pace pace,
    Instant since,
    List<Earlier> earlier,
    String source,
    Instant createdAt,
    @Nullable Instant confirmedAt,
    @Nullable Instant endedAt,
    @Nullable String reason,
    boolean refused,
    @Nullable Asked asked,
    Map<Pace, Digest> digests) {

  /** Copies the collections. */
  public Subscriber {
    earlier = List.copyOf(earlier);
    digests = Map.copyOf(digests);
  }

  /** Whether mails go there. */
  public enum State {
    /** The owner of the address has not confirmed. */
    PENDING,
    /** Gets mails. */
    ACTIVE,
    /** Has ended it. */
    ENDED,
    /** Servers do not take mails to it. */
    BOUNCED,
    /** Its owner has called a mail unwanted. */
    COMPLAINED;

    /** The form on the wire and in the store. */
    @JsonValue
    String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * What somebody asked for with the form.
   *
   * @param at names the question: a link answers this one and no later one
   */
  record Asked(Selection choice, Pace pace, Instant at) {}

  /**
   * What was chosen before.
   *
   * @param since not for what was accepted then or before
   * @param until for what was accepted then, and nothing later
   */
  record Earlier(Selection choice, Pace pace, Instant since, Instant until) {}

  /**
   * A digest that was begun for a subscriber.
   *
   * @param id names it
   * @param from holds what was announced after it
   * @param until and not after it
   */
  public record Digest(String id, Instant from, Instant until) {}

  /**
   * Whether a post comes at a pace: as it was chosen when it was accepted, whatever was chosen
   * since. So a change loses nothing, and repeats nothing.
   *
   * @param choices all that select the post
   */
  public boolean takes(Pace at, Collection<Selection> choices, Instant acceptedAt) {
    if (acceptedAt.isAfter(since)) {
      return pace == at && choices.contains(choice);
    }
    return earlier.stream()
        .filter(one -> acceptedAt.isAfter(one.since()) && !acceptedAt.isAfter(one.until()))
        .anyMatch(one -> one.pace() == at && choices.contains(one.choice()));
  }

  /**
   * Which announcements a digest holds for this subscriber; empty when a later one was begun.
   *
   * @param until it holds nothing that came later
   */
  public Optional<Digest> digest(Pace at, String id, Instant until) {
    Digest last = digests.get(at);
    if (last != null && last.id().equals(id)) {
      return Optional.of(last);
    }
    Instant first = earlier.isEmpty() ? since : earlier.get(0).since();
    Instant from = last == null ? first : last.until();
    return from.isBefore(until) ? Optional.of(new Digest(id, from, until)) : Optional.empty();
  }

  /** Names no address, for logs. */
  @Override
  public String toString() {
    return "Subscriber[" + id + ", " + state.name().toLowerCase(Locale.ROOT) + "]";
  }
}
