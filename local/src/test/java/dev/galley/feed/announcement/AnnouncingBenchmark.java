package dev.galley.feed.announcement;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import dev.galley.feed.announcement.Announcement.Type;
import dev.galley.feed.announcement.Progress.OfChannel;
import dev.galley.local.store.EmbeddedStore;
import dev.galley.stream.EventSender;
import dev.galley.stream.codec.EventCodec;
import dev.galley.stream.codec.EventIds;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * One announcement to very many recipients of a channel that accepts at once, on the embedded store
 * in the same process. Started again on the same folder it goes on; see {@code
 * bench/announcing.md}.
 */
final class AnnouncingBenchmark {

  private static final long MEGABYTE = 1024 * 1024;

  private AnnouncingBenchmark() {}

  /** Numbers for recipients, so that none has to be kept. */
  private record Sink(long recipients, AtomicLong told) implements Channel {

    @Override
    public String name() {
      return "email";
    }

    @Override
    public List<Recipient> recipients(Announcement announcement, String after, int limit) {
      long first = after == null ? 0 : Long.parseLong(after) + 1;
      return LongStream.range(first, Math.min(recipients, first + limit))
          .mapToObj(number -> new Recipient(String.format(Locale.ROOT, "%012d", number), "x"))
          .toList();
    }

    @Override
    public Outcome attempt(Announcement announcement, Delivery delivery) {
      told.incrementAndGet();
      return new Outcome.Delivered();
    }

    @Override
    public boolean repeatable() {
      return false;
    }

    @Override
    public boolean namesRecipients() {
      return false;
    }

    @Override
    public int workers() {
      return 16;
    }
  }

  /**
   * @param arguments the folder of the store, and how many recipients there are
   */
  public static void main(String[] arguments) throws Exception {
    Sink sink = new Sink(Long.parseLong(arguments[1]), new AtomicLong());
    ExecutorService workers = Executors.newCachedThreadPool();
    try (EmbeddedStore store = EmbeddedStore.open(Path.of(arguments[0]), failure -> {});
        MongoClient client =
            MongoClients.create(
                MongoClientSettings.builder()
                    .applyConnectionString(new ConnectionString(store.uri()))
                    .writeConcern(WriteConcern.MAJORITY.withJournal(true))
                    .build())) {
      announce(client.getDatabase("galley_feeds"), sink, workers);
    }
    workers.shutdownNow();
  }

  private static void announce(MongoDatabase database, Sink sink, ExecutorService workers)
      throws InterruptedException {
    Clock clock = Clock.systemUTC();
    List<Channel> channels = List.of(sink);
    MongoAnnouncements announcements = new MongoAnnouncements(database, Duration.ofDays(30), clock);
    Deliveries deliveries = new Deliveries(database);
    Counting counting = new Counting(announcements);
    Reporting reporting =
        new Reporting(
            channels,
            new EventSender(
                new MockProducer<>(
                    true, null, new ByteArraySerializer(), new ByteArraySerializer()) {
                  @Override
                  public synchronized java.util.concurrent.Future<
                          org.apache.kafka.clients.producer.RecordMetadata>
                      send(
                          org.apache.kafka.clients.producer.ProducerRecord<byte[], byte[]> record,
                          org.apache.kafka.clients.producer.Callback callback) {
                    clear();
                    return super.send(record, callback);
                  }
                },
                new EventCodec(URI.create("/feed-service"))),
            new SimpleMeterRegistry(),
            clock);
    Attempting attempting =
        new Attempting(
            announcements,
            deliveries,
            new RetrySchedule(() -> 0.5),
            reporting,
            counting,
            null,
            clock);
    Expanding expanding =
        new Expanding(channels, announcements, deliveries, reporting, counting, 500, clock);
    Dispatcher dispatcher =
        new Dispatcher(
            channels,
            expanding,
            deliveries,
            attempting,
            counting,
            workers,
            clock,
            () -> {
              announcements.createIndexes();
              deliveries.createIndexes();
            });
    announcements.onWritten(dispatcher::wake);
    dispatcher.start();
    announcements.write(
        List.of(
            new Announcement(
                "many", Type.DIGEST, "many", 0, clock.instant(), EventIds.next(), null)));
    watch(announcements, sink);
    dispatcher.stop();
  }

  private static void watch(MongoAnnouncements announcements, Sink sink)
      throws InterruptedException {
    long start = System.nanoTime();
    long mostHeap = 0;
    Progress progress = of(announcements);
    for (int second = 1; progress.open(); second++) {
      TimeUnit.SECONDS.sleep(1);
      Runtime memory = Runtime.getRuntime();
      mostHeap = Math.max(mostHeap, memory.totalMemory() - memory.freeMemory());
      if (second % 10 == 0) {
        report(progress, sink, start, mostHeap);
      }
      progress = of(announcements);
    }
    report(progress, sink, start, mostHeap);
  }

  private static Progress of(MongoAnnouncements announcements) {
    return announcements.progress(List.of("many")).get("many");
  }

  private static void report(Progress progress, Sink sink, long start, long mostHeap) {
    OfChannel email = progress.of("email");
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf(
        Locale.ROOT,
        "%.0f s: %s; told by this process %d, %.0f a second; heap at most %d MB of %d%n",
        seconds,
        email.sentence(),
        sink.told().get(),
        sink.told().get() / seconds,
        mostHeap / MEGABYTE,
        Runtime.getRuntime().maxMemory() / MEGABYTE);
  }
}
