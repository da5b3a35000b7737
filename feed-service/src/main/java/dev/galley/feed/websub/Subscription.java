package dev.galley.feed.websub;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.galley.feed.announcement.Recipient;
import dev.galley.feed.channel.Circuit;
import dev.galley.feed.store.VersionedRecords.Versioned;
import dev.galley.stream.codec.EventIds;
import dev.galley.web.Sha256;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One feed for one callback: asked for, in force, or both while it is renewed. There is one for
 * each topic and callback (WebSub, 5.1), whose id they make.
 *
 * @param topic the feed's address
 * @param callback where it is sent
 * @param secret signs what is sent, sealed; absent where the subscriber gave none
 * @param since nothing that was accepted before is sent; absent before it was in force
 * @param until when its lease ends; absent before it was in force
 * @param asked what the subscriber has to confirm; absent where there is nothing
 * @param version grows with each write; what a conditional write compares
 */
record Subscription(
    String id,
    String topic,
    String callback,
    @Nullable String secret,
    @Nullable Instant since,
    @Nullable Instant until,
    @Nullable Asked asked,
    Circuit circuit,
    long version)
    implements Versioned<Subscription> {

  /** What a subscriber is asked or told. */
  enum Mode {
    SUBSCRIBE,
    UNSUBSCRIBE,
    /** The hub has ended the subscription, and says so (WebSub, 5.2). */
    DENIED;

    @JsonValue
    String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** What a subscriber may ask for. */
    static Optional<Mode> of(String wireName) {
      return Stream.of(SUBSCRIBE, UNSUBSCRIBE)
          .filter(mode -> mode.wireName().equals(wireName))
          .findFirst();
    }
  }

  /**
   * Something that somebody asked for in the subscriber's name, or that it is told.
   *
   * @param secret sealed
   * @param challenge what the subscriber has to repeat; also tells one question from the next
   * @param due when the subscriber is asked; later while somebody does
   * @param attempts how often that was begun
   * @param reason why it is denied; absent for all else
   */
  record Asked(
      Mode mode,
      long leaseSeconds,
      @Nullable String secret,
      String challenge,
      Instant due,
      int attempts,
      @Nullable String reason) {

    static Asked denied(String reason, Instant now) {
      return new Asked(Mode.DENIED, 0, null, EventIds.next().toString(), now, 0, reason);
    }

    Asked begun(Instant next) {
      return new Asked(mode, leaseSeconds, secret, challenge, next, attempts + 1, reason);
    }
  }

  static final String TOPIC = "topic";
  static final String DUE = "keys.due";
  static final String HOST = "keys.host";
  static final String ATTEMPTS = "asked.attempts";
  static final String SINCE = "keys.since";
  static final String UNTIL = "keys.until";

  /** Names the subscription of a callback to a topic; nobody guesses the callback from it. */
  static String id(String topic, URI callback) {
    byte[] digest = Sha256.of(topic + "\n" + callback);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
  }

  static Subscription of(String topic, URI callback, Asked asked) {
    return new Subscription(
        id(topic, callback), topic, callback.toString(), null, null, null, asked, Circuit.GOOD, 1);
  }

  @Override
  public Map<String, Object> keys() {
    Map<String, Object> keys = new HashMap<>();
    keys.put("host", host());
    if (asked != null) {
      keys.put("due", Date.from(asked.due()));
    }
    if (since != null && until != null) {
      keys.put("since", Date.from(since));
      keys.put("until", Date.from(until));
    }
    return keys;
  }

  /** What may be shown of the callback, which whoever knows it can write to. */
  String host() {
    return URI.create(callback).getHost();
  }

  Recipient recipient() {
    return new Recipient(id, host());
  }

  boolean isInForce(Instant now) {
    return until != null && now.isBefore(until);
  }

  /** Whether this is what the subscriber has to confirm, and nothing else since. */
  boolean isAsked(Asked question) {
    return asked != null && asked.challenge().equals(question.challenge());
  }

  /** With what its subscriber has to confirm; in force it stays as it is meanwhile. */
  Subscription with(@Nullable Asked changed) {
    return new Subscription(id, topic, callback, secret, since, until, changed, circuit, version);
  }

  /** Not in force, and its subscriber is still to be told. */
  Subscription denied(Asked notice) {
    return new Subscription(id, topic, callback, null, null, null, notice, circuit, version);
  }

  boolean isDenied() {
    return asked != null && asked.mode() == Mode.DENIED;
  }

  /** In force, anew or for longer, as the subscriber has confirmed. */
  Subscription confirmed(Asked question, Instant now) {
    return new Subscription(
        id,
        topic,
        callback,
        question.secret(),
        isInForce(now) ? since : now,
        now.plus(Duration.ofSeconds(question.leaseSeconds())),
        null,
        Circuit.GOOD,
        version);
  }

  Subscription with(Circuit changed) {
    return new Subscription(id, topic, callback, secret, since, until, asked, changed, version);
  }

  @Override
  public Subscription withVersion(long changed) {
    return new Subscription(id, topic, callback, secret, since, until, asked, circuit, changed);
  }
}
