package dev.galley.feed.subscriber;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Filters.regex;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.pullByFilter;
import static com.mongodb.client.model.Updates.push;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.unset;
import static dev.galley.feed.subscriber.SubscriberDocuments.ANSWERED_AT;
import static dev.galley.feed.subscriber.SubscriberDocuments.ASKED;
import static dev.galley.feed.subscriber.SubscriberDocuments.CHOICE;
import static dev.galley.feed.subscriber.SubscriberDocuments.CONFIRMED_AT;
import static dev.galley.feed.subscriber.SubscriberDocuments.DIGEST;
import static dev.galley.feed.subscriber.SubscriberDocuments.DIGESTS;
import static dev.galley.feed.subscriber.SubscriberDocuments.DUE;
import static dev.galley.feed.subscriber.SubscriberDocuments.EARLIER;
import static dev.galley.feed.subscriber.SubscriberDocuments.ENDED_AT;
import static dev.galley.feed.subscriber.SubscriberDocuments.HANDOVER;
import static dev.galley.feed.subscriber.SubscriberDocuments.KEY;
import static dev.galley.feed.subscriber.SubscriberDocuments.PACE;
import static dev.galley.feed.subscriber.SubscriberDocuments.REASON;
import static dev.galley.feed.subscriber.SubscriberDocuments.REFUSALS;
import static dev.galley.feed.subscriber.SubscriberDocuments.SINCE;
import static dev.galley.feed.subscriber.SubscriberDocuments.SOURCE;
import static dev.galley.feed.subscriber.SubscriberDocuments.STATE;
import static dev.galley.feed.subscriber.SubscriberDocuments.document;
import static dev.galley.feed.subscriber.SubscriberDocuments.earlier;
import static dev.galley.feed.subscriber.SubscriberDocuments.fresh;
import static dev.galley.feed.subscriber.SubscriberDocuments.isIn;
import static dev.galley.feed.subscriber.SubscriberDocuments.names;
import static dev.galley.feed.subscriber.SubscriberDocuments.value;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOneModel;
import dev.galley.feed.entry.Selection;
import dev.galley.feed.mail.MailAddress;
import dev.galley.feed.store.IndexedCollection;
import dev.galley.feed.subscriber.Subscriber.Asked;
import dev.galley.feed.subscriber.Subscriber.State;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * {@code galley_feeds.subscribers}, a document for each address. Every change is one write that
 * names the state it comes from, so that instances and links of one moment do not undo each other.
 */
public final class Subscribers {

  /** An address is written to this often because somebody asked, whoever asks. */
  private static final Duration BETWEEN_ANSWERS = Duration.ofHours(1);

  /** A full mailbox recovers; one that never does is gone. Five weekly digests are within it. */
  private static final Duration SOFT_WINDOW = Duration.ofDays(30);

  private static final int MAX_SOFT_DAYS = 5;

  /** Whoever is here may come back by the form; a complaint is for good. */
  private static final List<State> MAY_CONFIRM = List.of(State.PENDING, State.ENDED, State.BOUNCED);

  private final IndexedCollection subscribers;

  /**
   * @param database of feed-service; its writes are to be durable when they return
   */
  public Subscribers(MongoDatabase database) {
    this.subscribers =
        new IndexedCollection(database.getCollection("subscribers"), Subscribers::createIndexes);
  }

  private static void createIndexes(MongoCollection<Document> subscribers) {
    // Without it an address could be here twice.
    subscribers.createIndex(Indexes.ascending(KEY), new IndexOptions().unique(true));
    // Pages of recipients come in order from it; what was chosen is looked at on the way.
    subscribers.createIndex(Indexes.ascending(STATE, PACE, "_id"));
    subscribers.createIndex(Indexes.ascending(STATE, EARLIER + "." + PACE, "_id"));
    subscribers.createIndex(Indexes.ascending(STATE, "_id"));
    subscribers.createIndex(Indexes.ascending(DUE), new IndexOptions().sparse(true));
  }

  MongoCollection<Document> all() {
    return subscribers.get();
  }

  /** One by its id. */
  public Optional<Subscriber> find(String id) {
    return Optional.ofNullable(subscribers.get().find(eq("_id", id)).first())
        .map(SubscriberDocuments::value);
  }

  /** Those of some who get mails, ordered by id. */
  public List<Subscriber> active(Collection<String> ids) {
    return subscribers
        .get()
        .find(and(in("_id", ids), isIn(State.ACTIVE)))
        .sort(Sorts.ascending("_id"))
        .map(SubscriberDocuments::value)
        .into(new ArrayList<>());
  }

  /** One by the address, however it is written. */
  public Optional<Subscriber> find(MailAddress address) {
    return Optional.ofNullable(subscribers.get().find(eq(KEY, address.key())).first())
        .map(SubscriberDocuments::value);
  }

  /**
   * Notes that somebody asked for mails to an address, and that its owner is to be written to: once
   * an hour at most, and not after a complaint.
   */
  void ask(MailAddress address, Selection choice, Pace pace, Instant now) {
    Document asked = document(new Asked(choice, pace, now));
    try {
      subscribers
          .get()
          .insertOne(
              fresh(address, State.PENDING, choice, pace, "form", now)
                  .append(ASKED, asked)
                  .append(ANSWERED_AT, Date.from(now))
                  .append(DUE, Date.from(now)));
    } catch (MongoWriteException e) {
      if (e.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
        throw e;
      }
      Bson again =
          and(eq(KEY, address.key()), lte(ANSWERED_AT, Date.from(now.minus(BETWEEN_ANSWERS))));
      Bson answer = combine(set(ANSWERED_AT, Date.from(now)), set(DUE, Date.from(now)));
      subscribers
          .get()
          .updateOne(and(again, in(STATE, names(MAY_CONFIRM))), combine(answer, set(ASKED, asked)));
      // What is active already is not changed by whoever knows the address.
      subscribers.get().updateOne(and(again, isIn(State.ACTIVE)), answer);
    }
  }

  /** One that is to be written to now; until then nobody else gets it. */
  Optional<Subscriber> claimDue(Instant now, Duration lease) {
    return Optional.ofNullable(
            subscribers
                .get()
                .findOneAndUpdate(
                    lte(DUE, Date.from(now)),
                    set(DUE, Date.from(now.plus(lease))),
                    new FindOneAndUpdateOptions()
                        .sort(Sorts.ascending(DUE))
                        .returnDocument(ReturnDocument.AFTER)))
        .map(SubscriberDocuments::value);
  }

  /** Was written to, or cannot be. */
  void written(String id) {
    subscribers.get().updateOne(eq("_id", id), unset(DUE));
  }

  /**
   * The owner of the address has answered a question.
   *
   * @return the subscriber as they are now; empty when it is not the question that was last asked
   */
  Optional<Subscriber> confirm(String id, Instant askedAt, Instant now) {
    Asked asked = find(id).map(Subscriber::asked).orElse(null);
    if (asked == null || !asked.at().equals(askedAt)) {
      return Optional.empty();
    }
    Date at = Date.from(now);
    Document changed =
        subscribers
            .get()
            .findOneAndUpdate(
                and(
                    eq("_id", id),
                    eq(ASKED + ".at", Date.from(askedAt)),
                    in(STATE, names(MAY_CONFIRM))),
                combine(
                    set(STATE, State.ACTIVE.wireName()),
                    set(CHOICE, asked.choice().key()),
                    set(PACE, asked.pace().wireName()),
                    set(SINCE, at),
                    set(CONFIRMED_AT, at),
                    set(SOURCE, "form"),
                    unset(ENDED_AT),
                    unset(REASON),
                    unset(REFUSALS),
                    unset(EARLIER),
                    unset(DIGESTS),
                    unset(DIGEST),
                    unset(DUE)),
                after());
    // The same link again, perhaps at this very moment: it says what it said.
    return changed == null ? active(id) : Optional.of(value(changed));
  }

  /** Other posts, or another pace, for what is announced from now on. */
  Optional<Subscriber> choose(String id, Selection choice, Pace pace, Instant now) {
    Optional<Subscriber> known = active(id);
    while (known.isPresent()
        && (known.get().pace() != pace || !known.get().choice().equals(choice))) {
      Subscriber before = known.get();
      Document changed =
          subscribers
              .get()
              .findOneAndUpdate(
                  and(eq("_id", id), isIn(State.ACTIVE), eq(SINCE, Date.from(before.since()))),
                  combine(
                      set(CHOICE, choice.key()),
                      set(PACE, pace.wireName()),
                      set(SINCE, Date.from(now)),
                      set(EARLIER, earlier(before, now))),
                  after());
      known = changed == null ? active(id) : Optional.of(value(changed));
    }
    return known;
  }

  private Optional<Subscriber> active(String id) {
    return find(id).filter(subscriber -> subscriber.state() == State.ACTIVE);
  }

  /** Ends it for good; again is the same. */
  public Optional<Subscriber> end(String id, Instant now) {
    leave(
        and(eq("_id", id), in(STATE, names(List.of(State.ACTIVE, State.PENDING)))),
        State.ENDED,
        null,
        now);
    return find(id);
  }

  /** Stops what nobody takes, or nobody wants; a complaint is for good, whatever was before. */
  public void stop(String id, State state, String reason, Instant now) {
    List<State> from = new ArrayList<>(List.of(State.ACTIVE, State.PENDING));
    if (state == State.COMPLAINED) {
      from.addAll(List.of(State.ENDED, State.BOUNCED));
    }
    leave(and(eq("_id", id), in(STATE, names(from))), state, reason, now);
    // Where refusals are left, they are what it was stopped for.
    subscribers.get().updateOne(and(eq("_id", id), eq(STATE, state.wireName())), unset(REFUSALS));
  }

  /** Undoes a stop that was a mistake, unless something else has happened to it since. */
  public void resume(String id, String reason) {
    subscribers
        .get()
        .updateOne(
            and(eq("_id", id), isIn(State.BOUNCED), eq(REASON, reason)),
            combine(
                set(STATE, State.ACTIVE.wireName()),
                unset(ENDED_AT),
                unset(REASON),
                unset(REFUSALS)));
  }

  private void leave(Bson who, State state, @Nullable String reason, Instant now) {
    subscribers
        .get()
        .updateOne(
            who,
            combine(
                set(STATE, state.wireName()),
                set(ENDED_AT, Date.from(now)),
                reason == null ? unset(REASON) : set(REASON, reason),
                unset(DUE),
                // What was asked before the end is not confirmed by an old link.
                unset(ASKED)));
  }

  /**
   * Counts a mail that was given up for a mailbox which may recover, and stops the address when
   * there were such mails on five days within thirty: what is wrong for a day counts once.
   *
   * @param mail names it: the same one again is not counted
   */
  public void refused(String id, String mail, String reason, Instant now) {
    softBounce(id, mail, new Document(HANDOVER, true), reason, now);
  }

  /** The same for a mail that a server had taken, and then reported. */
  public void reported(String id, String report, String reason, Instant now) {
    softBounce(id, report, new Document(), reason, now);
  }

  /**
   * A server has taken a mail to it: what servers refused before is over. What they reported is
   * not, since each of those mails had been taken as well.
   */
  public void taken(String id) {
    subscribers
        .get()
        .updateOne(eq("_id", id), pullByFilter(new Document(REFUSALS, eq(HANDOVER, true))));
  }

  private void softBounce(String id, String refusal, Document how, String reason, Instant now) {
    Document counted = how.append("at", Date.from(now)).append("refusal", refusal);
    Document changed =
        subscribers
            .get()
            .findOneAndUpdate(
                and(eq("_id", id), isIn(State.ACTIVE), ne(REFUSALS + ".refusal", refusal)),
                push(REFUSALS, counted),
                after());
    if (changed == null) {
      return;
    }
    Date from = Date.from(now.minus(SOFT_WINDOW));
    long days =
        changed.getList(REFUSALS, Document.class).stream()
            .map(one -> one.getDate("at"))
            .filter(at -> at.after(from))
            .map(at -> at.toInstant().truncatedTo(ChronoUnit.DAYS))
            .distinct()
            .count();
    if (days >= MAX_SOFT_DAYS) {
      leave(and(eq("_id", id), isIn(State.ACTIVE)), State.BOUNCED, reason, now);
    } else {
      subscribers
          .get()
          .updateOne(eq("_id", id), pullByFilter(new Document(REFUSALS, lte("at", from))));
    }
  }

  /** How many there are in each state. */
  Map<State, Long> counts() {
    Map<State, Long> counts = new EnumMap<>(State.class);
    for (State state : State.values()) {
      counts.put(state, count(state));
    }
    return counts;
  }

  /** How many there are in a state. */
  long count(State state) {
    return subscribers.get().countDocuments(isIn(state));
  }

  /** How many active ones have each pace. */
  Map<Pace, Long> paces() {
    Map<Pace, Long> counts = new EnumMap<>(Pace.class);
    for (Pace pace : Pace.values()) {
      counts.put(
          pace,
          subscribers.get().countDocuments(and(isIn(State.ACTIVE), eq(PACE, pace.wireName()))));
    }
    return counts;
  }

  /**
   * A part of the list, the newest first.
   *
   * @param words a part of the address; absent for all
   * @param before the last one of the part before; absent to begin
   */
  List<Subscriber> list(
      @Nullable State state, @Nullable String words, @Nullable String before, int limit) {
    List<Bson> filter = new ArrayList<>();
    filter.add(new Document());
    if (state != null) {
      filter.add(isIn(state));
    }
    if (words != null && !words.isBlank()) {
      filter.add(
          regex(KEY, Pattern.compile(Pattern.quote(words.strip().toLowerCase(Locale.ROOT)))));
    }
    if (before != null) {
      filter.add(lt("_id", before));
    }
    return subscribers
        .get()
        .find(and(filter))
        .sort(Sorts.descending("_id"))
        .limit(limit)
        .map(SubscriberDocuments::value)
        .into(new ArrayList<>());
  }

  /**
   * Takes in addresses whose owners have consented elsewhere. Known ones stay as they are, whether
   * they get mails or have ended it; only what was stopped for a mailbox that may have recovered
   * gets mails again.
   *
   * @param source where a consent came from that does not say it
   * @return how many are new, or get mails again
   */
  int add(Collection<Consent> consents, Selection choice, Pace pace, String source, Instant now) {
    List<Document> fresh =
        consents.stream().map(consent -> fresh(consent, choice, pace, source, now)).toList();
    if (fresh.isEmpty()) {
      return 0;
    }
    try {
      return subscribers
          .get()
          .insertMany(fresh, new InsertManyOptions().ordered(false))
          .getInsertedIds()
          .size();
    } catch (MongoBulkWriteException e) {
      if (e.getWriteErrors().stream()
          .anyMatch(
              error ->
                  ErrorCategory.fromErrorCode(error.getCode()) != ErrorCategory.DUPLICATE_KEY)) {
        throw e;
      }
      return fresh.size()
          - e.getWriteErrors().size()
          + bringBack(
              e.getWriteErrors().stream().map(error -> fresh.get(error.getIndex())).toList());
    }
  }

  private int bringBack(List<Document> known) {
    List<UpdateOneModel<Document>> writes = new ArrayList<>();
    for (Document one : known) {
      List<Bson> changes =
          new ArrayList<>(List.of(unset(ENDED_AT), unset(REASON), unset(REFUSALS), unset(DIGEST)));
      for (String field : List.of(STATE, CHOICE, PACE, SINCE, SOURCE, CONFIRMED_AT)) {
        if (one.get(field) != null) {
          changes.add(set(field, one.get(field)));
        }
      }
      writes.add(
          new UpdateOneModel<>(
              and(eq(KEY, one.getString(KEY)), isIn(State.BOUNCED), exists(REFUSALS)),
              combine(changes)));
    }
    return subscribers
        .get()
        .bulkWrite(writes, new BulkWriteOptions().ordered(false))
        .getModifiedCount();
  }

  /** Forgets one. */
  boolean erase(String id) {
    return subscribers.get().deleteOne(eq("_id", id)).getDeletedCount() == 1;
  }

  /** Forgets who never confirmed, and who ended it long ago. */
  long forget(Instant pendingBefore, Instant endedBefore) {
    // A server that was away for so long gets no letter of then.
    subscribers.get().updateMany(lt(ANSWERED_AT, Date.from(pendingBefore)), unset(DUE));
    return subscribers
            .get()
            .deleteMany(and(isIn(State.PENDING), lt(ANSWERED_AT, Date.from(pendingBefore))))
            .getDeletedCount()
        + subscribers
            .get()
            .deleteMany(and(isIn(State.ENDED), lt(ENDED_AT, Date.from(endedBefore))))
            .getDeletedCount();
  }

  private static FindOneAndUpdateOptions after() {
    return new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER);
  }
}
