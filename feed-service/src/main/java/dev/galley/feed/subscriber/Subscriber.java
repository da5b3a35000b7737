package dev.galley.feed.subscriber;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.galley.feed.entry.Selection;
import dev.galley.feed.mail.MailAddress;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who takes posts by e-mail, or has asked to, or did.
 *
 * @param id names them wherever the address must not stand
 * @param choice which posts
 * @param since hears only what was accepted after it: the confirmation, or the last change of what
 *     was chosen
 * @param source where the consent came from: {@code form}, or what an import said
 * @param createdAt when the address first came here
 * @param confirmedAt when its owner confirmed; absent before, and for what was imported
 * @param endedAt when the state became one in which nothing is sent
 * @param reason why mails to it were stopped; absent otherwise
 * @param asked what is to be confirmed; absent when nothing is
 * @param digest the digest that this subscriber got last; absent before the first
 */
public record Subscriber(
    String id,
    MailAddress address,
    State state,
    Selection choice,
    Pace pace,
    Instant since,
    String source,
    Instant createdAt,
    @Nullable Instant confirmedAt,
    @Nullable Instant endedAt,
    @Nullable String reason,
    @Nullable Asked asked,
    @Nullable Digest digest) {

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
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * What somebody asked for with the form.
   *
   * @param at names the question: a link answers this one and no later one
   */
  public record Asked(Selection choice, Pace pace, Instant at) {}

  /**
   * A digest that was begun for a subscriber.
   *
   * @param id names it
   * @param from holds what was announced after it
   * @param until and not after it
   */
  public record Digest(String id, Instant from, Instant until) {}

  /**
   * Which announcements a digest holds for this subscriber; empty when a later one was begun.
   *
   * @param until it holds nothing that came later
   */
  public Optional<Digest> digest(String id, Instant until) {
    if (digest != null && digest.id().equals(id)) {
      return Optional.of(digest);
    }
    Instant from = digest == null || digest.until().isBefore(since) ? since : digest.until();
    return from.isBefore(until) ? Optional.of(new Digest(id, from, until)) : Optional.empty();
  }

  /** Names no address, for logs. */
  @Override
  public String toString() {
    return "Subscriber[" + id + ", " + state.name().toLowerCase(Locale.ROOT) + "]";
  }
}
