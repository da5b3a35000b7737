package dev.galley.feed.chat;

import dev.galley.feed.SiteProperties;
import dev.galley.feed.announcement.Announcement;
import dev.galley.feed.announcement.Announcement.Type;
import dev.galley.feed.announcement.Channel;
import dev.galley.feed.announcement.Delivery;
import dev.galley.feed.announcement.Outcome;
import dev.galley.feed.announcement.Recipient;
import dev.galley.feed.chat.Room.Account;
import dev.galley.feed.chat.Room.Visibility;
import dev.galley.feed.http.Answer;
import dev.galley.feed.http.Endpoint;
import dev.galley.feed.http.TargetPolicy;
import dev.galley.feed.http.TargetRefused;
import dev.galley.feed.secret.SecretBox;
import dev.galley.feed.store.VersionedRecords;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells the rooms of chats, and the followers of accounts. Nobody there knows a repetition for
 * long, so nothing is repeated by itself.
 */
final class ChatChannel implements Channel {

  private static final int WORKERS = 8;
  private static final int SLOW_WORKERS = 40;

  /**
   * For so long accounts know a repetition by its key: the waits are 5 s, 5 and 30 min, and 2 h.
   */
  private static final int RETRIES_IN_AN_HOUR = 3;

  private static final int BEGINNING_CHARS = 12;
  private static final Duration GIVING_UP_AFTER = Duration.ofDays(5);

  private final VersionedRecords<Room> rooms;
  private final Endpoint endpoint;
  private final TargetPolicy policy;
  private final SecretBox box;
  private final SiteProperties site;
  private final Clock clock;

  ChatChannel(
      VersionedRecords<Room> rooms,
      Endpoint endpoint,
      TargetPolicy policy,
      SecretBox box,
      SiteProperties site,
      Clock clock) {
    this.rooms = rooms;
    this.endpoint = endpoint;
    this.policy = policy;
    this.box = box;
    this.site = site;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "chat";
  }

  @Override
  public boolean repeatable() {
    return false;
  }

  @Override
  public boolean namesRecipients() {
    return true;
  }

  @Override
  public int workers() {
    return WORKERS;
  }

  @Override
  public int slowWorkers() {
    return SLOW_WORKERS;
  }

  @Override
  public List<Recipient> recipients(Announcement announcement, @Nullable String after, int limit) {
    return rooms.all().stream()
        .filter(room -> after == null || room.id().compareTo(after) > 0)
        .filter(room -> room.wants(announcement))
        .limit(limit)
        .map(Room::recipient)
        .toList();
  }

  @Override
  public Outcome attempt(Announcement announcement, Delivery delivery) {
    Room room = rooms.find(delivery.recipientId()).orElse(null);
    if (room == null) {
      return new Outcome.Skipped("The room was removed");
    }
    boolean test = announcement.type() == Type.TEST;
    Outcome refusal = room.circuit().refusal(clock.instant(), delivery.urgent()).orElse(null);
    if (refusal != null && !test) {
      return refusal;
    }
    Answer answer = call(room, announcement, delivery);
    boolean asUsual = answer instanceof Answer.Accepted && room.circuit().failures() == 0;
    if (!test && !asUsual) {
      Instant ended = clock.instant();
      rooms.update(
          room.id(),
          current -> current.with(current.circuit().after(answer, ended, GIVING_UP_AFTER)));
    }
    boolean known = room.account() != null && delivery.failures() < RETRIES_IN_AN_HOUR;
    return answer instanceof Answer.Lost && !known
        ? new Outcome.Unclear("No answer, so perhaps it was said: it " + answer.summary())
        : Outcome.of(answer);
  }

  private Answer call(Room room, Announcement announcement, Delivery delivery) {
    try {
      // What was allowed when the room was added may be configured away since.
      URI url = policy.accept(opened(room.url(), room.id()));
      Map<String, Object> body = new LinkedHashMap<>(room.form().body(announcement, site.title()));
      Map<String, String> headers = new HashMap<>();
      Account account = room.account();
      String secret = url.getRawPath();
      if (account != null) {
        secret = opened(account.token(), room.id());
        boolean test = announcement.type() == Type.TEST;
        body.put("visibility", test ? Visibility.DIRECT : account.visibility());
        body.put("language", Locale.forLanguageTag(site.language()).getLanguage());
        headers.put("Authorization", "Bearer " + secret);
        headers.put("Idempotency-Key", delivery.id());
      }
      Answer answer = endpoint.post(url, headers, JsonMapper.shared().writeValueAsBytes(body));
      return repeats(answer, secret)
          ? answer.withoutExcerpt()
          : account == null ? answer : ofAccount(answer);
    } catch (TargetRefused e) {
      return new Answer.Forbidden("The address " + e.getMessage());
    }
  }

  /** Also the beginning of it, since an excerpt ends somewhere. */
  private static boolean repeats(Answer answer, String secret) {
    String beginning = secret.substring(0, Math.min(secret.length(), BEGINNING_CHARS));
    return beginning.length() > 1 && answer.excerpt().contains(beginning);
  }

  /** A server answers with the status that it made; what is no object, such as a page, is none. */
  private static Answer ofAccount(Answer answer) {
    return answer instanceof Answer.Accepted accepted && !accepted.excerpt().strip().startsWith("{")
        ? new Answer.Failed(
            accepted.status(),
            accepted.summary() + ", but not as Mastodon does; is the address right?",
            accepted.excerpt(),
            null)
        : answer;
  }

  private String opened(String sealed, String owner) {
    return new String(box.open(sealed, owner), StandardCharsets.UTF_8);
  }
}
