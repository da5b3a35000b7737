package dev.galley.feed.announcement;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import dev.galley.event.Event;
import dev.galley.event.PostPublished;
import dev.galley.event.PostUnpublished;
import dev.galley.event.Receipt;
import dev.galley.feed.SentEvents;
import dev.galley.feed.SiteProperties;
import dev.galley.feed.entry.EntryFixtures;
import dev.galley.feed.entry.EntryListener.Cause;
import dev.galley.feed.entry.UnpublishedPost;
import dev.galley.stream.Sending;
import dev.galley.testing.VirtualTime;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.bson.Document;

/** The whole machinery on virtual time and one thread, with whatever channels a test has. */
public final class Machinery {

  public static final Instant START = EntryFixtures.ACCEPTED.minusSeconds(60);

  /** Small, so that a few recipients take several. */
  static final int PAGE = 2;

  /** One process, on the same store as others. */
  public final class Process {

    final MongoAnnouncements announcements;
    final Deliveries deliveries;
    final Counting counting;
    final Cleaning cleaning;
    final Dispatcher dispatcher;
    final AnnouncingEntries announcing;
    public final DeliveryLog log;

    private Process(MongoDatabase database) {
      announcements = new MongoAnnouncements(database, Duration.ofDays(30), clock);
      deliveries = new Deliveries(database);
      counting = new Counting(announcements);
      Reporting reporting = new Reporting(channels, SentEvents.into(receipts), meters, clock);
      Attempting attempting =
          new Attempting(
              announcements,
              deliveries,
              new RetrySchedule(() -> 0.5),
              reporting,
              counting,
              restoredAt,
              clock);
      Expanding expanding =
          new Expanding(channels, announcements, deliveries, reporting, counting, PAGE, clock);
      log = new DeliveryLog(announcements, deliveries, expanding, attempting, clock);
      cleaning = new Cleaning(announcements, deliveries, Duration.ofDays(90), clock);
      dispatcher =
          new Dispatcher(
              channels, expanding, deliveries, attempting, counting, workers, clock, () -> {});
      announcements.onWritten(dispatcher::wake);
      SiteProperties site = new SiteProperties(URI.create("https://example.org"), "Site", "en");
      announcing = new AnnouncingEntries(announcements, reporting, site);
      dispatcher.open();
    }

    public void tick() {
      dispatcher.renew();
      dispatcher.tick();
    }
  }

  public final VirtualTime time;
  public final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  public final List<Event> receipts = new CopyOnWriteArrayList<>();
  private final MongoDatabase database;
  private final Clock clock;
  private final Executor workers;
  private final List<Channel> channels;
  private List<Process> processes = new ArrayList<>();
  private Instant restoredAt;

  public Machinery(MongoDatabase database, VirtualTime time, Channel... channels) {
    this.database = database;
    this.time = time;
    this.clock = time;
    this.workers = Runnable::run;
    this.channels = List.of(channels);
    process();
  }

  /** With threads and time as they are. */
  Machinery(MongoDatabase database, Executor workers, Channel... channels) {
    this.database = database;
    this.time = new VirtualTime(START);
    this.clock = Clock.systemUTC();
    this.workers = workers;
    this.channels = List.of(channels);
    processes.add(new Process(database));
  }

  /** Another process on the same store, at the same time. */
  public Process process() {
    return process(database);
  }

  Process process(MongoDatabase through) {
    Process started = new Process(through);
    processes.add(started);
    started.tick();
    return started;
  }

  public Process first() {
    return processes.get(0);
  }

  /** All processes end with nothing but what the store holds; one begins. */
  public void restart() {
    restart(database);
  }

  /** The store is that of a backup from now on; whoever went on after it may have told anything. */
  void restore() {
    restoredAt = time.instant();
    restart();
  }

  void restart(MongoDatabase through) {
    processes = new ArrayList<>();
    process(through);
  }

  /** Lets time pass; what is due is done when it is due, and some moments later. */
  public void pass(Duration span) {
    pass(span, 0);
  }

  /** The same while the first process stands still. */
  void passWithoutFirst(Duration span) {
    pass(span, 1);
  }

  private void pass(Duration span, int from) {
    tick(from);
    Instant end = time.instant().plus(span);
    Optional<Instant> next = next().filter(due -> !due.isAfter(end));
    while (next.isPresent()) {
      Duration until = Duration.between(time.instant(), next.get());
      time.pass(until.toMillis() <= 0 ? Duration.ofSeconds(1) : until);
      tick(from);
      next = next().filter(due -> !due.isAfter(end));
    }
    if (time.instant().isBefore(end)) {
      time.pass(Duration.between(time.instant(), end));
    }
    tick(from);
  }

  /** Twice, since what was counted in one is written by the next. */
  private void tick(int from) {
    List<Process> running = List.copyOf(processes.subList(from, processes.size()));
    running.forEach(Process::tick);
    running.forEach(Process::tick);
  }

  private Optional<Instant> next() {
    return Stream.of(first("announcements", "due"), first("deliveries", "next.at"))
        .flatMap(Optional::stream)
        .min(Instant::compareTo);
  }

  private Optional<Instant> first(String collection, String field) {
    return Optional.ofNullable(
            database
                .getCollection(collection)
                .find(Filters.exists(field))
                .sort(Sorts.ascending(field))
                .first())
        .map(
            found ->
                found.getEmbedded(List.of(field.split("\\.")), java.util.Date.class).toInstant());
  }

  public void live(PostPublished post) {
    live(first(), post);
  }

  void live(Process consumer, PostPublished post) {
    consumer.announcing.onLive(EntryFixtures.entry(post), cause(false), told());
  }

  public void retry(PostPublished post) {
    first().announcing.onLive(EntryFixtures.entry(post), cause(true), told());
  }

  public void gone(PostUnpublished post, PostPublished last) {
    gone(EntryFixtures.retraction(post), last);
  }

  public void gone(UnpublishedPost post, PostPublished last) {
    first().announcing.onGone(post, EntryFixtures.entry(last), cause(false), told());
  }

  public void dropped(List<dev.galley.event.Announcement> announcements, boolean repeated) {
    first()
        .announcing
        .onDropped(
            EntryFixtures.POST,
            announcements,
            new Cause(time.instant(), repeated, false),
            SentEvents.into(receipts).begin());
  }

  static Sending told() {
    return SentEvents.into(new ArrayList<>()).begin();
  }

  private Cause cause(boolean retry) {
    return new Cause(time.instant(), false, retry);
  }

  public List<Receipt> receipts() {
    return receipts.stream().map(Receipt.class::cast).toList();
  }

  /** All deliveries, oldest first. */
  public List<Delivery> deliveries() {
    List<Delivery> all = new ArrayList<>();
    for (Document found :
        database.getCollection("deliveries").find().sort(Sorts.ascending("sequence"))) {
      first().deliveries.find(found.getString("_id")).ifPresent(all::add);
    }
    return all;
  }

  /** How many of them are not settled. */
  public long unsettled() {
    return documents("deliveries").countDocuments(Filters.exists("next"));
  }

  Progress progress(String id) {
    return first().announcements.progress(List.of(id)).get(id);
  }

  MongoCollection<Document> documents(String collection) {
    return database.getCollection(collection);
  }
}
