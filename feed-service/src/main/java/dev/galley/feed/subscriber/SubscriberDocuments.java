package dev.galley.feed.subscriber;

import static com.mongodb.client.model.Filters.eq;

import dev.galley.feed.entry.Selection;
import dev.galley.feed.mail.MailAddress;
import dev.galley.feed.subscriber.Subscriber.Asked;
import dev.galley.feed.subscriber.Subscriber.Digest;
import dev.galley.feed.subscriber.Subscriber.Earlier;
import dev.galley.feed.subscriber.Subscriber.State;
import dev.galley.stream.codec.EventIds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** The documents of subscribers: their fields, and what they say. */
final class SubscriberDocuments {

  static final String KEY = "key";
  static final String ADDRESS = "address";
  static final String STATE = "state";
  static final String CHOICE = "choice";
  static final String PACE = "pace";
  static final String SINCE = "since";
  static final String UNTIL = "until";
  static final String SOURCE = "source";
  static final String CREATED_AT = "createdAt";
  static final String CONFIRMED_AT = "confirmedAt";
  static final String ENDED_AT = "endedAt";
  static final String REASON = "reason";
  static final String ASKED = "asked";
  static final String ANSWERED_AT = "answeredAt";
  static final String DUE = "due";
  static final String REFUSALS = "refusals";
  static final String HANDOVER = "handover";
  static final String EARLIER = "earlier";
  static final String DIGESTS = "digests";

  /** Of releases that kept one only, whatever its pace. */
  static final String DIGEST = "digest";

  /** As long as a digest may still hold what was announced then. */
  private static final Duration KEEP_EARLIER = Duration.ofDays(31);

  private static final int MAX_EARLIER = 20;

  private SubscriberDocuments() {}

  static Document fresh(Consent consent, Selection choice, Pace pace, String source, Instant now) {
    String given = consent.source() == null ? source : consent.source();
    Document document = fresh(consent.address(), State.ACTIVE, choice, pace, given, now);
    return consent.at() == null ? document : document.append(CONFIRMED_AT, Date.from(consent.at()));
  }

  static Document fresh(
      MailAddress address, State state, Selection choice, Pace pace, String source, Instant now) {
    Date at = Date.from(now);
    return new Document("_id", EventIds.next().toString())
        .append(KEY, address.key())
        .append(ADDRESS, address.text())
        .append(STATE, state.wireName())
        .append(CHOICE, choice.key())
        .append(PACE, pace.wireName())
        .append(SINCE, at)
        .append(SOURCE, source)
        .append(CREATED_AT, at)
        .append(ANSWERED_AT, new Date(0));
  }

  static Document document(Asked asked) {
    return new Document(CHOICE, asked.choice().key())
        .append(PACE, asked.pace().wireName())
        .append("at", Date.from(asked.at()));
  }

  static Document document(Digest digest) {
    return new Document("id", digest.id())
        .append("from", Date.from(digest.from()))
        .append(UNTIL, Date.from(digest.until()));
  }

  static List<Document> earlier(Subscriber before, Instant now) {
    List<Earlier> all = new ArrayList<>(before.earlier());
    all.add(new Earlier(before.choice(), before.pace(), before.since(), now));
    all.removeIf(one -> one.until().isBefore(now.minus(KEEP_EARLIER)));
    return all.subList(Math.max(0, all.size() - MAX_EARLIER), all.size()).stream()
        .map(
            one ->
                new Document(CHOICE, one.choice().key())
                    .append(PACE, one.pace().wireName())
                    .append(SINCE, Date.from(one.since()))
                    .append(UNTIL, Date.from(one.until())))
        .toList();
  }

  static Bson isIn(State state) {
    return eq(STATE, state.wireName());
  }

  static List<String> names(List<State> states) {
    return states.stream().map(State::wireName).toList();
  }

  static Subscriber value(Document document) {
    Document asked = document.get(ASKED, Document.class);
    return new Subscriber(
        document.getString("_id"),
        new MailAddress(document.getString(ADDRESS)),
        State.valueOf(document.getString(STATE).toUpperCase(Locale.ROOT)),
        choice(document),
        pace(document),
        instant(document, SINCE),
        document.getList(EARLIER, Document.class, List.of()).stream()
            .map(SubscriberDocuments::earlier)
            .toList(),
        document.getString(SOURCE),
        instant(document, CREATED_AT),
        instantOrNull(document, CONFIRMED_AT),
        instantOrNull(document, ENDED_AT),
        document.getString(REASON),
        document.containsKey(REFUSALS),
        asked == null ? null : new Asked(choice(asked), pace(asked), instant(asked, "at")),
        digests(document));
  }

  private static Earlier earlier(Document document) {
    return new Earlier(
        choice(document), pace(document), instant(document, SINCE), instant(document, UNTIL));
  }

  private static Map<Pace, Digest> digests(Document document) {
    Map<Pace, Digest> digests = new EnumMap<>(Pace.class);
    Document last = document.get(DIGEST, Document.class);
    if (last != null) {
      Pace.of(last.getString("id").split(":")[1])
          .ifPresent(pace -> digests.put(pace, digest(last)));
    }
    document
        .get(DIGESTS, new Document())
        .forEach(
            (pace, one) ->
                Pace.of(pace).ifPresent(known -> digests.put(known, digest((Document) one))));
    return digests;
  }

  private static Digest digest(Document document) {
    return new Digest(
        document.getString("id"), instant(document, "from"), instant(document, UNTIL));
  }

  private static Selection choice(Document document) {
    return Selection.of(document.getString(CHOICE)).orElse(Selection.ALL);
  }

  private static Pace pace(Document document) {
    return Pace.of(document.getString(PACE)).orElse(Pace.AT_ONCE);
  }

  private static Instant instant(Document document, String field) {
    return Objects.requireNonNull(instantOrNull(document, field), field);
  }

  private static @Nullable Instant instantOrNull(Document document, String field) {
    Date at = document.getDate(field);
    return at == null ? null : at.toInstant();
  }
}
