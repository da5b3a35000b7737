package dev.galley.feed.announcement;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Projections.exclude;
import static com.mongodb.client.model.Projections.include;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.min;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.unset;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Sorts;
import dev.galley.feed.announcement.Progress.OfChannel;
import dev.galley.feed.store.Insertion;
import dev.galley.feed.store.RecordDocuments;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * {@code galley_feeds.announcements}: a document for each, with how far it is told. It stays when
 * its content and its deliveries have gone, so that nothing is told twice.
 */
final class MongoAnnouncements implements Announcements {

  /** When somebody is to look after it; absent once all is told. */
  private static final String DUE = "due";

  /** When what is no longer needed of it is removed; absent once it was. */
  private static final String CLEAN_AT = "cleanAt";

  private static final String ACCEPTED = "accepted";
  private static final String CONTENT = "content";
  private static final String CHANNELS = "channels";
  private static final String VERSION = "version";
  private static final String RESEND = "resend";
  private static final String ERASE = "erase";
  private static final String WAIT_SECONDS = "waitSeconds";
  private static final String ID = "_id";

  private final MongoCollection<Document> announcements;
  private final RecordDocuments<Announcement> documents = new RecordDocuments<>(Announcement.class);
  private final Duration keepContent;
  private final Clock clock;
  private volatile Runnable written = () -> {};

  /**
   * @param keepContent how long the content is kept once all is told
   */
  MongoAnnouncements(MongoDatabase database, Duration keepContent, Clock clock) {
    this.announcements = database.getCollection("announcements");
    this.keepContent = keepContent;
    this.clock = clock;
  }

  void createIndexes() {
    announcements.createIndex(Indexes.ascending(DUE), new IndexOptions().sparse(true));
    announcements.createIndex(Indexes.ascending(CLEAN_AT), new IndexOptions().sparse(true));
    announcements.createIndex(Indexes.ascending(ACCEPTED));
  }

  /** Has somebody in this process called when there is something to do. */
  void onWritten(Runnable listener) {
    written = listener;
  }

  @Override
  public void write(List<Announcement> all) {
    Instant now = clock.instant();
    Insertion.ofMissing(
        announcements,
        all.stream()
            .map(one -> document(one, now).append(DUE, Date.from(now)).append(VERSION, 0L))
            .toList());
    written.run();
  }

  @Override
  public void writeFor(Announcement announcement, Instant due) {
    Insertion.ofMissing(
        announcements,
        List.of(document(announcement, due).append(DUE, Date.from(due)).append(VERSION, 0L)));
  }

  /** Stores one that nobody is to be told of, or was told of already. */
  void writeSettled(Announcement announcement) {
    Insertion.ofMissing(announcements, List.of(document(announcement, clock.instant())));
  }

  /** Stores one whose deliveries are there. */
  void writeTold(Announcement announcement, String channel) {
    Document told = document(announcement, clock.instant());
    told.append(CHANNELS, new Document(channel, new Document("done", true)));
    Insertion.ofMissing(announcements, List.of(told));
  }

  /** Stores one in the place of what an earlier release had, to be looked after from its start. */
  void replace(Announcement announcement) {
    Instant now = clock.instant();
    announcements.replaceOne(
        eq(ID, announcement.id()),
        document(announcement, now).append(DUE, Date.from(now)).append(VERSION, 0L));
  }

  private Document document(Announcement announcement, Instant now) {
    Document document = documents.document(announcement.id(), announcement);
    document.remove("id");
    if (announcement.content() == null) {
      document.remove(CONTENT);
    }
    return document
        .append(ACCEPTED, Date.from(announcement.acceptedAt()))
        .append(CLEAN_AT, Date.from(now.plus(keepContent)));
  }

  @Override
  public Optional<Announcement> find(String id) {
    return Optional.ofNullable(announcements.find(eq(ID, id)).first()).map(this::announcement);
  }

  /** Those that exist, without their contents. */
  Map<String, Progress> progress(Collection<String> ids) {
    Map<String, Progress> found = new HashMap<>();
    announcements
        .find(in(ID, ids))
        .projection(exclude(CONTENT))
        .map(this::progress)
        .forEach(one -> found.put(one.announcement().id(), one));
    return found;
  }

  /** The titles of those whose content is still kept. */
  Map<String, String> titles(Collection<String> ids) {
    Map<String, String> found = new HashMap<>();
    announcements
        .find(and(in(ID, ids), exists(CONTENT)))
        .projection(include(CONTENT + ".title"))
        .forEach(
            one ->
                found.put(one.getString(ID), one.get(CONTENT, Document.class).getString("title")));
    return found;
  }

  @Override
  public List<Announcement> between(Instant from, Instant to, int limit) {
    return announcements
        .find(
            and(
                gte(ACCEPTED, Date.from(from)),
                lt(ACCEPTED, Date.from(to)),
                exists(CONTENT),
                ne(ERASE, true)))
        .projection(exclude(CONTENT + ".html"))
        .sort(Sorts.ascending(ACCEPTED))
        .limit(limit)
        .map(this::announcement)
        .into(new ArrayList<>());
  }

  /**
   * Claims the announcement that has waited longest to be looked after.
   *
   * @param until when others may claim it
   */
  Optional<Progress> claim(Instant now, Instant until) {
    return Optional.ofNullable(
            announcements.findOneAndUpdate(
                lte(DUE, Date.from(now)),
                combine(set(DUE, Date.from(until)), inc(VERSION, 1L)),
                new FindOneAndUpdateOptions()
                    .sort(Sorts.ascending(DUE))
                    .returnDocument(ReturnDocument.AFTER)))
        .map(this::progress);
  }

  /**
   * Writes how far a claimed announcement is told.
   *
   * @param due when it is to be looked after again; null for not any more
   * @return false when another one has claimed it since
   */
  boolean write(Progress claimed, List<Change> changes, @Nullable Instant due) {
    List<Bson> updates = new ArrayList<>();
    changes.forEach(change -> updates.addAll(change.updates));
    updates.add(due == null ? unset(DUE) : set(DUE, Date.from(due)));
    return announcements
            .updateOne(
                and(eq(ID, claimed.announcement().id()), eq(VERSION, claimed.version())),
                combine(updates))
            .getMatchedCount()
        == 1;
  }

  /** Something that became of a claimed announcement. */
  static final class Change {

    private final List<Bson> updates;

    private Change(Bson... updates) {
      this.updates = List.of(updates);
    }

    /**
     * Deliveries were opened.
     *
     * @param done whether there are no more
     */
    static Change opened(String channel, List<Recipient> page, boolean done) {
      return page.isEmpty()
          ? new Change(set(field(channel, "done"), done))
          : new Change(
              set(field(channel, "after"), page.get(page.size() - 1).id()),
              set(field(channel, "done"), done),
              inc(field(channel, "total"), (long) page.size()));
    }

    /**
     * The timeline was told how many are settled.
     *
     * @param closed whether these are all
     */
    static Change told(String channel, String sentence, boolean closed) {
      return new Change(
          set(field(channel, "told"), sentence), set(field(channel, "closed"), closed));
    }

    /** All were counted anew, since what a process had counted was lost with it. */
    static Change counted(String channel, OfChannel counted) {
      return new Change(
          set(field(channel, "total"), counted.total()),
          set(field(channel, "delivered"), counted.delivered()),
          set(field(channel, "failed"), counted.failed()),
          set(field(channel, "skipped"), counted.skipped()),
          set(field(channel, "unclear"), counted.unclear()),
          set(field(channel, "retried"), counted.retried()));
    }

    /** Failed deliveries are attempted again up to one; null for all of them. */
    static Change resent(@Nullable String channel, @Nullable String after) {
      return new Change(after == null ? unset(RESEND) : set(RESEND, resending(channel, after)));
    }

    /** It is looked after less often while nothing happens. */
    static Change waits(Duration wait) {
      return new Change(set(WAIT_SECONDS, wait.toSeconds()));
    }
  }

  /**
   * Counts what became of deliveries.
   *
   * @param counts what to add by {@link OfChannel}'s names
   */
  void count(String id, String channel, Map<String, Long> counts) {
    List<Bson> updates = new ArrayList<>();
    counts.forEach((name, count) -> updates.add(inc(field(channel, name), count)));
    updates.add(set(WAIT_SECONDS, 0L));
    // Not sooner, so as not to take it from who looks after it now.
    updates.add(min(DUE, Date.from(clock.instant().plus(Dispatcher.LEASE))));
    announcements.updateOne(eq(ID, id), combine(updates));
  }

  /** Has the timeline told anew how many are told. */
  void tellAgain(String id, List<Channel> channels) {
    List<Bson> updates = new ArrayList<>();
    channels.forEach(channel -> updates.add(unset(field(channel.name(), "told"))));
    updates.add(min(DUE, Date.from(clock.instant())));
    announcements.updateOne(eq(ID, id), combine(updates));
  }

  /** Has it looked after, since a delivery is attempted again. */
  void reopen(String id) {
    announcements.updateOne(eq(ID, id), min(DUE, Date.from(clock.instant())));
    written.run();
  }

  /**
   * Has all failed deliveries attempted again, because a person asked for it.
   *
   * @param channel null for all
   * @return false when there is no such announcement
   */
  boolean resend(String id, @Nullable String channel) {
    boolean known =
        announcements
                .updateOne(
                    eq(ID, id),
                    combine(
                        set(RESEND, resending(channel, null)),
                        min(DUE, Date.from(clock.instant()))))
                .getMatchedCount()
            == 1;
    written.run();
    return known;
  }

  private static Document resending(@Nullable String channel, @Nullable String after) {
    return new Document("channel", channel).append("after", after);
  }

  /** Gives one its content back, where that was removed. */
  void restore(Announcement announcement) {
    Document content = document(announcement, clock.instant());
    if (content.containsKey(CONTENT)) {
      announcements.updateOne(
          and(eq(ID, announcement.id()), exists(CONTENT, false), ne(ERASE, true)),
          combine(set(CONTENT, content.get(CONTENT)), set(CLEAN_AT, content.getDate(CLEAN_AT))));
    }
  }

  /**
   * Has everything of a post removed.
   *
   * @param left says that the post left the site, and stays, with nothing else in it; null for none
   */
  void erase(String postId, @Nullable Announcement left) {
    Bson ofPost = and(gte(ID, postId + ":"), lt(ID, postId + ";"));
    announcements.updateMany(
        left == null ? ofPost : and(ofPost, ne(ID, left.id())),
        combine(set(ERASE, true), unset(CONTENT), set(DUE, Date.from(clock.instant()))));
    if (left != null) {
      announcements.updateOne(
          and(eq(ID, left.id()), exists(CONTENT)),
          set(CONTENT, document(left, clock.instant()).get(CONTENT)));
    }
    written.run();
  }

  /** The last of an announcement, once its deliveries are removed. */
  void remove(Progress claimed) {
    announcements.deleteOne(
        and(eq(ID, claimed.announcement().id()), eq(VERSION, claimed.version())));
  }

  /** Those of which something is no longer needed. */
  List<Progress> outdated(Instant now, int limit) {
    return announcements
        .find(lte(CLEAN_AT, Date.from(now)))
        .sort(Sorts.ascending(CLEAN_AT))
        .limit(limit)
        .map(this::progress)
        .into(new ArrayList<>());
  }

  /**
   * Removes the content of one that is told.
   *
   * @param next when to look again; null for never
   */
  void cleaned(String id, @Nullable Instant next) {
    announcements.updateOne(
        and(eq(ID, id), exists(DUE, false)),
        combine(unset(CONTENT), next == null ? unset(CLEAN_AT) : set(CLEAN_AT, Date.from(next))));
  }

  /** Looks later at one that is still being told. */
  void cleanLater(String id, Instant next) {
    announcements.updateOne(eq(ID, id), set(CLEAN_AT, Date.from(next)));
  }

  private static String field(String channel, String name) {
    return CHANNELS + "." + channel + "." + name;
  }

  private Announcement announcement(Document document) {
    Document fields = new Document(ID, document.getString(ID));
    for (String name : List.of("type", "postId", "revision", "acceptedAt", "causeId", CONTENT)) {
      fields.append(name, document.get(name));
    }
    return documents.value(fields.append("id", document.getString(ID)));
  }

  private Progress progress(Document document) {
    Map<String, OfChannel> channels = new HashMap<>();
    document
        .get(CHANNELS, new Document())
        .forEach((name, fields) -> channels.put(name, ofChannel((Document) fields)));
    Document resend = document.get(RESEND, Document.class);
    return new Progress(
        announcement(document),
        number(document, VERSION),
        channels,
        resend == null
            ? null
            : new Progress.Resend(resend.getString("channel"), resend.getString("after")),
        document.getBoolean(ERASE, false),
        Duration.ofSeconds(number(document, WAIT_SECONDS)),
        document.containsKey(DUE));
  }

  private static OfChannel ofChannel(Document fields) {
    return new OfChannel(
        fields.getString("after"),
        fields.getBoolean("done", false),
        number(fields, "total"),
        number(fields, "delivered"),
        number(fields, "failed"),
        number(fields, "skipped"),
        number(fields, "unclear"),
        number(fields, "retried"),
        fields.getString("told"),
        fields.getBoolean("closed", false));
  }

  private static long number(Document fields, String name) {
    return fields.get(name) instanceof Number number ? number.longValue() : 0;
  }
}
