package dev.galley.feed.newsletter;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.lte;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import dev.galley.feed.announcement.Announcement;
import dev.galley.feed.announcement.Announcement.Content;
import dev.galley.feed.announcement.Announcement.Type;
import dev.galley.feed.announcement.Announcements;
import dev.galley.feed.entry.Selection;
import dev.galley.feed.store.IndexedCollection;
import dev.galley.feed.subscriber.Pace;
import dev.galley.feed.subscriber.Recipients;
import dev.galley.feed.subscriber.Subscriber;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * {@code galley_feeds.digests}: for each period in which something was announced, what is new in
 * it. Written once, whoever is first, so that all instances and every repetition send the same. A
 * subscriber's digest is what is new in the periods since their last one.
 */
final class Digests {

  /** What all digests are about, where an announcement of a post names the post. */
  static final String ABOUT = "digest";

  /** How far back a digest reaches; the contents of announcements are kept for as long. */
  private static final Duration LOOK_BACK = Duration.ofDays(30);

  private static final int PAGE = 50;
  private static final int RECIPIENTS_PAGE = 500;

  private static final String PACE = "pace";
  private static final String UNTIL = "until";
  private static final String ITEMS = "items";

  /** Something new. */
  private record Item(String announcementId, Instant acceptedAt, Set<Selection> choices) {

    boolean isFor(Subscriber subscriber, Pace pace) {
      return subscriber.takes(pace, choices, acceptedAt);
    }
  }

  /** What is new in a period. */
  private record Period(String id, Pace pace, Instant until, List<Item> items) {}

  /** With an index for corrections, each of whose mails asks in which digests a post was. */
  private final IndexedCollection digests;

  private final Announcements announcements;
  private final Recipients recipients;
  private final Set<String> excludedKinds;

  /** They never change. */
  private final Cache<String, List<Period>> remembered =
      Caffeine.newBuilder().maximumSize(4).expireAfterWrite(Duration.ofMinutes(10)).build();

  /** The same ones go to many; what is erased meanwhile stays no longer than this. */
  private final Cache<String, Optional<Announcement>> contents =
      Caffeine.newBuilder().maximumSize(100).expireAfterWrite(Duration.ofSeconds(5)).build();

  Digests(
      MongoDatabase database,
      Announcements announcements,
      Recipients recipients,
      Set<String> excludedKinds) {
    this.digests =
        new IndexedCollection(
            database.getCollection("digests"),
            collection -> collection.createIndex(Indexes.ascending(ITEMS + ".id")));
    this.announcements = announcements;
    this.recipients = recipients;
    this.excludedKinds = Set.copyOf(excludedKinds);
  }

  /**
   * Has the digest of a period sent, if there is anything new in it. May be repeated, and done by
   * several instances at once.
   */
  void announce(Pace pace, String id, Instant until) {
    if (digests.get().find(eq("_id", id)).first() == null) {
      List<Item> items = new ArrayList<>();
      fresh(pace, until, one -> items.add(item(one)));
      if (items.isEmpty()) {
        return;
      }
      insert(new Period(id, pace, until, items));
    }
    UUID cause = UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8));
    announcements.write(List.of(new Announcement(id, Type.DIGEST, ABOUT, 0, until, cause, null)));
  }

  private void insert(Period period) {
    try {
      digests.get().insertOne(document(period));
    } catch (MongoWriteException e) {
      if (e.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
        throw e;
      }
    }
  }

  /**
   * What no earlier digest of this pace holds: also what was accepted before one, and became live
   * only after it.
   */
  private void fresh(Pace pace, Instant until, Consumer<Announcement> found) {
    Set<String> told =
        periods(pace, until).stream()
            .flatMap(period -> period.items().stream())
            .map(Item::announcementId)
            .collect(Collectors.toCollection(HashSet::new));
    Instant from = until.minus(LOOK_BACK);
    List<Announcement> page;
    int before;
    do {
      before = told.size();
      page = announcements.between(from, until, PAGE);
      for (Announcement one : page) {
        from = one.acceptedAt();
        if (told.add(one.id()) && isCarried(one)) {
          found.accept(one);
        }
      }
    } while (page.size() == PAGE && told.size() > before);
  }

  private boolean isCarried(Announcement one) {
    Content content = one.content();
    return one.type() == Type.PUBLICATION
        && content != null
        && !excludedKinds.contains(content.kind());
  }

  /** What the next digest would hold if it went out at a time, also what has left the site. */
  List<Announcement> waiting(Pace pace, Instant at) {
    List<Announcement> found = new ArrayList<>();
    fresh(pace, at, found::add);
    return found;
  }

  private static Item item(Announcement one) {
    Content content = Objects.requireNonNull(one.content());
    return new Item(one.id(), one.acceptedAt(), Set.copyOf(content.selections()));
  }

  /** The periods of a pace until one, oldest first. */
  private List<Period> periods(Pace pace, Instant until) {
    return digests
        .get()
        .find(
            and(
                eq(PACE, pace.wireName()),
                gt(UNTIL, Date.from(until.minus(LOOK_BACK.multipliedBy(2)))),
                lte(UNTIL, Date.from(until))))
        .sort(Sorts.ascending(UNTIL))
        .map(Digests::period)
        .into(new ArrayList<>());
  }

  /** Who gets a digest: those for whom there is something in it. */
  List<Subscriber> recipients(Announcement digest, @Nullable String after, int limit) {
    List<Period> periods = until(digest);
    Set<Selection> choices =
        periods.stream()
            .flatMap(period -> period.items().stream())
            .flatMap(item -> item.choices().stream())
            .collect(Collectors.toSet());
    if (choices.isEmpty()) {
      return List.of();
    }
    Pace pace = periods.get(0).pace();
    Instant until = digest.acceptedAt();
    Instant from = until.minus(LOOK_BACK);
    List<Subscriber> found = new ArrayList<>();
    String last = after;
    List<Subscriber> page;
    do {
      page = recipients.page(pace, choices, from, until, last, RECIPIENTS_PAGE);
      for (Subscriber subscriber : page) {
        last = subscriber.id();
        if (found.size() < limit && !items(digest, periods, subscriber).isEmpty()) {
          found.add(subscriber);
        }
      }
    } while (found.size() < limit && page.size() == RECIPIENTS_PAGE);
    return found;
  }

  private static List<Item> items(
      Announcement digest, List<Period> periods, Subscriber subscriber) {
    return subscriber
        .digest(periods.get(0).pace(), digest.id(), digest.acceptedAt())
        .map(begun -> items(periods, subscriber, begun))
        .orElse(List.of());
  }

  private static List<Item> items(
      List<Period> periods, Subscriber subscriber, Subscriber.Digest begun) {
    return periods.stream()
        .filter(period -> period.until().isAfter(begun.from()))
        .flatMap(
            period -> period.items().stream().filter(item -> item.isFor(subscriber, period.pace())))
        .toList();
  }

  /**
   * Begins a digest for a subscriber.
   *
   * @return what it holds, oldest first, as far as it is still kept
   */
  List<Announcement> contents(Announcement digest, Subscriber subscriber) {
    List<Period> periods = until(digest);
    if (periods.isEmpty()) {
      return List.of();
    }
    return recipients
        .beginDigest(subscriber, periods.get(0).pace(), digest.id(), digest.acceptedAt())
        .map(begun -> items(periods, subscriber, begun))
        .orElse(List.of())
        .stream()
        .map(
            item ->
                Objects.requireNonNull(contents.get(item.announcementId(), announcements::find)))
        .flatMap(Optional::stream)
        .filter(one -> one.content() != null)
        .toList();
  }

  /** The digests that something is in, by their ids, and for whom. */
  Map<String, Predicate<Subscriber>> holding(String announcementId) {
    Map<String, Predicate<Subscriber>> holding = new HashMap<>();
    for (Document document : digests.get().find(eq(ITEMS + ".id", announcementId))) {
      Period period = period(document);
      period.items().stream()
          .filter(item -> item.announcementId().equals(announcementId))
          .forEach(item -> holding.put(period.id(), who -> item.isFor(who, period.pace())));
    }
    return holding;
  }

  private List<Period> until(Announcement digest) {
    return Objects.requireNonNull(
        remembered.get(
            digest.id(),
            id -> {
              Document document = digests.get().find(eq("_id", id)).first();
              return document == null
                  ? List.of()
                  : periods(period(document).pace(), digest.acceptedAt());
            }));
  }

  private static Document document(Period period) {
    return new Document("_id", period.id())
        .append(PACE, period.pace().wireName())
        .append(UNTIL, Date.from(period.until()))
        .append(
            ITEMS,
            period.items().stream()
                .map(
                    item ->
                        new Document("id", item.announcementId())
                            .append("acceptedAt", Date.from(item.acceptedAt()))
                            .append(
                                "choices", item.choices().stream().map(Selection::key).toList()))
                .toList());
  }

  private static Period period(Document document) {
    return new Period(
        document.getString("_id"),
        Pace.of(document.getString(PACE)).orElse(Pace.DAILY),
        document.getDate(UNTIL).toInstant(),
        document.getList(ITEMS, Document.class).stream()
            .map(
                item ->
                    new Item(
                        item.getString("id"),
                        item.getDate("acceptedAt").toInstant(),
                        item.getList("choices", String.class).stream()
                            .flatMap(key -> Selection.of(key).stream())
                            .collect(Collectors.toSet())))
            .toList());
  }
}
