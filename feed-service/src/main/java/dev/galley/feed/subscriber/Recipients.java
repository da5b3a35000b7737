package dev.galley.feed.subscriber;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.elemMatch;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Updates.set;
import static dev.galley.feed.subscriber.SubscriberDocuments.CHOICE;
import static dev.galley.feed.subscriber.SubscriberDocuments.DIGESTS;
import static dev.galley.feed.subscriber.SubscriberDocuments.EARLIER;
import static dev.galley.feed.subscriber.SubscriberDocuments.PACE;
import static dev.galley.feed.subscriber.SubscriberDocuments.SINCE;
import static dev.galley.feed.subscriber.SubscriberDocuments.UNTIL;
import static dev.galley.feed.subscriber.SubscriberDocuments.document;
import static dev.galley.feed.subscriber.SubscriberDocuments.isIn;

import com.mongodb.client.model.Sorts;
import dev.galley.feed.entry.Selection;
import dev.galley.feed.subscriber.Subscriber.Digest;
import dev.galley.feed.subscriber.Subscriber.State;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * Who gets what is announced, by what they had chosen when it was accepted; and which of it a
 * digest of theirs holds.
 */
public final class Recipients {

  private final Subscribers subscribers;

  /** Those among some. */
  public Recipients(Subscribers subscribers) {
    this.subscribers = subscribers;
  }

  /**
   * Who gets something that was accepted in some time, by what they had chosen then, ordered by id.
   *
   * @param choices the posts' selections
   * @param from the earliest that it was accepted
   * @param to the latest
   * @param after the last one of the page before; absent to begin
   */
  public List<Subscriber> page(
      Pace pace,
      Collection<Selection> choices,
      Instant from,
      Instant to,
      @Nullable String after,
      int limit) {
    Bson next = after == null ? new Document() : gt("_id", after);
    SortedMap<String, Subscriber> found = new TreeMap<>();
    for (Bson which : takes(pace, choices, from, to)) {
      subscribers
          .all()
          .find(and(which, next))
          .sort(Sorts.ascending("_id"))
          .limit(limit)
          .map(SubscriberDocuments::value)
          .forEach(one -> found.put(one.id(), one));
    }
    return found.values().stream().limit(limit).toList();
  }

  /** How many get something. */
  public long count(Pace pace, Collection<Selection> choices, Instant acceptedAt) {
    // At one time a subscriber had chosen one thing: nobody is in both.
    return takes(pace, choices, acceptedAt, acceptedAt).stream()
        .mapToLong(subscribers.all()::countDocuments)
        .sum();
  }

  /**
   * Begins a digest for a subscriber, so that what it holds is in no other, whatever becomes of it.
   *
   * @return which announcements it holds; empty when a later one was begun already
   */
  public Optional<Digest> beginDigest(Subscriber known, Pace pace, String id, Instant until) {
    Digest last = known.digests().get(pace);
    Digest begun = known.digest(pace, id, until).orElse(null);
    if (begun == null || begun.equals(last)) {
      return Optional.ofNullable(begun);
    }
    String field = DIGESTS + "." + pace.wireName();
    Bson none = exists(field, false);
    Bson unchanged = last == null ? none : or(none, eq(field + ".id", last.id()));
    boolean ours =
        subscribers
                .all()
                .updateOne(and(eq("_id", known.id()), unchanged), set(field, document(begun)))
                .getMatchedCount()
            == 1;
    return ours
        ? Optional.of(begun)
        : subscribers.find(known.id()).flatMap(now -> now.digest(pace, id, until));
  }

  /**
   * By what is chosen, and by what was chosen then. Two queries: each is served by an index, in
   * order, and of both in one the embedded store would read the whole collection for each page.
   */
  private static List<Bson> takes(
      Pace pace, Collection<Selection> choices, Instant from, Instant to) {
    Bson chosen =
        and(
            eq(PACE, pace.wireName()),
            in(CHOICE, choices.stream().map(Selection::key).toList()),
            lt(SINCE, Date.from(to)));
    return List.of(
        and(isIn(State.ACTIVE), chosen),
        and(
            isIn(State.ACTIVE),
            eq(EARLIER + "." + PACE, pace.wireName()),
            elemMatch(EARLIER, and(chosen, gte(UNTIL, Date.from(from))))));
  }
}
