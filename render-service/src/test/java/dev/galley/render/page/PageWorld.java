package dev.galley.render.page;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import de.bwaldvogel.mongo.MongoServer;
import dev.galley.event.Event;
import dev.galley.event.PostEvent;
import dev.galley.render.markdown.Markdown;
import dev.galley.render.page.index.PageEntry;
import dev.galley.render.page.index.SiteIndex;
import dev.galley.render.page.serving.Layout;
import dev.galley.render.page.serving.Look;
import dev.galley.render.page.serving.PageCache;
import dev.galley.render.page.serving.Pictures;
import dev.galley.render.page.serving.ServedPage;
import dev.galley.render.template.RenderingSnips;
import dev.galley.render.theme.SiteProperties;
import dev.galley.render.theme.Theme;
import dev.galley.stream.EventSender;
import dev.galley.stream.codec.EventCodec;
import dev.galley.stream.consuming.Received;
import dev.galley.testing.InMemoryStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.bson.Document;

/** All that makes pages, put together on a store in memory and a producer that only remembers. */
public final class PageWorld implements AutoCloseable {

  static final Instant NOW = Instant.parse("2026-01-05T10:00:02Z");

  public final SiteProperties site =
      new SiteProperties(URI.create("https://example.com"), "Go Free Range", "en");
  public final Theme theme = new Theme(site);
  public final SiteIndex index;
  public final PageCache live;
  final Layout layout;

  final EventCodec codec = new EventCodec(URI.create("/render-service"));
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final Pages pages;
  final PublishingPages publishing;
  final RefreshingPages refreshing;
  final Dependents dependents;
  final RenderingPages rendering;
  final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());

  /** The names of the commands that the store was sent. */
  final List<String> commands = new CopyOnWriteArrayList<>();

  private final CommandListener commandNames =
      new CommandListener() {
        @Override
        public void commandStarted(CommandStartedEvent event) {
          commands.add(event.getCommandName());
        }
      };

  private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
  private final ParallelRendering parallel = new ParallelRendering(1_000_000);
  private final MongoServer server = InMemoryStore.server();
  private final MongoClient client;

  public PageWorld(Markdown markdown) {
    this(markdown, 0);
  }

  PageWorld(Markdown markdown, long howRendered) {
    this.index = new SiteIndex(howRendered);
    server.bind();
    client =
        MongoClients.create(
            MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(server.getConnectionString()))
                .addCommandListener(commandNames)
                .build());
    PageMeters pageMeters = new PageMeters(meters);
    pages = new Pages(collection("pages"));
    pages.createIndexes();
    layout = layout("Go Free Range", index);
    live = new PageCache(pages::live, layout, Pictures.PLAIN, 1_000_000);
    rendering =
        new RenderingPages(
            new RenderingSnips(markdown),
            new SiteLibrary(index, pages, codec),
            index,
            pageMeters.rendering());
    PageFactory factory =
        new PageFactory(site, new ListingRules(List.of("page", "project")), codec, clock);
    StoringPages storing = new StoringPages(pages, index, live);
    PageEmission emission = new PageEmission(new EventSender(producer, codec), clock);
    publishing =
        new PublishingPages(
            rendering, parallel, factory, storing, pages, index, emission, pageMeters, clock);
    refreshing =
        new RefreshingPages(pages, index, rendering, parallel, factory, storing, emission, codec);
    dependents =
        new Dependents(
            index,
            refreshing,
            new ListRest(Duration.ofMillis(1), System::nanoTime),
            Duration.ofMillis(1));
  }

  /** How an instance lays pages out that was started with this title. */
  Layout layout(String title, SiteIndex itsIndex) {
    SiteProperties named = new SiteProperties(site.url(), title, site.language());
    Theme itsTheme = new Theme(named);
    return new Layout(itsIndex, itsTheme, named, look(itsTheme.look(), clock));
  }

  Look look(long number, Clock itsClock) {
    return new Look(collection("looks"), number, itsClock);
  }

  MongoCollection<Document> collection(String name) {
    return client.getDatabase("galley_site").getCollection(name);
  }

  /** Applies the events of one poll as the consumer does. */
  public void publish(PostEvent... events) {
    publishing.on(Stream.of(events).map(Received::of).toList());
  }

  /** Keeps pages that include others up to date from now on. */
  public void startRefreshing() {
    dependents.start();
  }

  /** A page as it is served. */
  static String html(PageCache live, PageEntry entry) {
    ServedPage page = live.page(entry).orElseThrow();
    return new String(page.html().plain(), StandardCharsets.UTF_8);
  }

  /** The events that were sent to a topic, oldest first. */
  <E extends Event> List<E> sent(String topic, Class<E> kind) {
    return producer.history().stream()
        .filter(record -> record.topic().equals(topic))
        .map(record -> kind.cast(codec.fromJson(record.value())))
        .toList();
  }

  @Override
  public void close() {
    dependents.stop();
    parallel.close();
    client.close();
    server.shutdownNow();
  }
}
