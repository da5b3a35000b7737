package dev.galley.render.image;

import static dev.galley.render.image.ImageFixtures.asset;
import static dev.galley.render.image.ImageFixtures.jpeg;
import static dev.galley.render.image.ImageFixtures.photographed;
import static dev.galley.render.page.PostFixtures.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import de.bwaldvogel.mongo.MongoServer;
import dev.galley.event.AssetRemoved;
import dev.galley.event.AssetStored;
import dev.galley.object.FolderStore;
import dev.galley.object.ObjectInfo;
import dev.galley.object.ObjectStore;
import dev.galley.render.image.ImageFixtures.Asset;
import dev.galley.render.markdown.Markdowns;
import dev.galley.render.page.PageWorld;
import dev.galley.testing.InMemoryStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.servlet.ServletException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.mock.web.MockAsyncContext;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.util.FileSystemUtils;
import org.springframework.util.unit.DataSize;

class ImageServletTests {

  private static final Instant NOW = Instant.parse("2026-01-05T10:20:00Z");
  private static final String WEBP = "image/avif,image/webp,*/*;q=0.8";

  @TempDir private Path folder;

  private final PageWorld world = new PageWorld(Markdowns.standard());
  private final MongoServer server = InMemoryStore.server();
  private final ImageIndex index = new ImageIndex();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final AtomicInteger opened = new AtomicInteger();
  private final List<AutoCloseable> closing = new ArrayList<>();
  private @Nullable CountDownLatch slow;
  private boolean away;
  private boolean complete = true;
  private Instant now = NOW;
  private FolderStore objects;
  private SiteImages images;
  private ImageKeys keys;
  private ImageServlet servlet;

  @BeforeEach
  void start() throws IOException {
    server.bind();
    objects = new FolderStore(folder.resolve("assets"));
    images = new SiteImages(index, world.index, new LooseFiles(folder.resolve("assets")));
    MongoClient client = MongoClients.create(server.getConnectionString());
    closing.add(client);
    Clock clock =
        new Clock() {
          @Override
          public Instant instant() {
            return now;
          }

          @Override
          public ZoneOffset getZone() {
            return ZoneOffset.UTC;
          }

          @Override
          public Clock withZone(ZoneId zone) {
            return this;
          }
        };
    keys = new ImageKeys(client.getDatabase("galley_site").getCollection("secrets"), clock);
    servlet = servlet(remote(), 100, DataSize.ofMegabytes(50));
  }

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable one : closing) {
      one.close();
    }
    world.close();
    server.shutdownNow();
  }

  private ImageServlet servlet(ObjectStore store, int waiting, DataSize cacheSize)
      throws IOException {
    ImageProperties properties =
        new ImageProperties(
            folder.resolve("cache"),
            cacheSize,
            Duration.ofHours(1),
            4,
            2,
            waiting,
            Duration.ofSeconds(20));
    Variants variants = new Variants(folder.resolve("natives"));
    ImageMeters imageMeters = new ImageMeters(meters);
    ImageCache cache = new ImageCache(store, properties, variants, imageMeters);
    closing.add(cache);
    cache.open();
    return new ImageServlet(
        index,
        images,
        cache,
        keys,
        new LooseFiles(folder.resolve("assets")),
        () -> complete,
        variants,
        imageMeters,
        properties);
  }

  /** A store that is not on this machine, and may be slow or away. */
  private ObjectStore remote() {
    return new Remote();
  }

  private final class Remote implements ObjectStore {

    @Override
    public InputStream open(String sha256, long offset) throws IOException {
      opened.incrementAndGet();
      CountDownLatch latch = slow;
      if (latch != null) {
        try {
          latch.await();
        } catch (InterruptedException e) {
          throw new IOException(e);
        }
      }
      if (away) {
        throw new IOException("nobody answers");
      }
      return objects.open(sha256, offset);
    }

    @Override
    public void put(String sha256, Path content) throws IOException {
      objects.put(sha256, content);
    }

    @Override
    public Optional<ObjectInfo> find(String sha256) throws IOException {
      return objects.find(sha256);
    }

    @Override
    public void delete(String sha256) throws IOException {
      objects.delete(sha256);
    }

    @Override
    public List<ObjectInfo> list(@Nullable String after, int limit) throws IOException {
      return objects.list(after, limit);
    }
  }

  private AssetStored store(Asset asset) throws IOException {
    AssetStored event = asset.event();
    objects.put(event.sha256(), Files.write(folder.resolve("content"), asset.content()));
    index.put(event);
    return event;
  }

  private MockHttpServletRequest request(String address, String... headers) {
    boolean internal = address.startsWith("/internal");
    String path = address.replaceFirst("\\?.*", "").substring(internal ? 16 : 7);
    MockHttpServletRequest request = new MockHttpServletRequest("GET", address);
    request.setAsyncSupported(true);
    request.setServletPath(internal ? "/internal/images" : "/images");
    request.setPathInfo(path);
    if (address.contains("?")) {
      request.setQueryString(address.substring(address.indexOf('?') + 1));
      Stream.of(request.getQueryString().split("&"))
          .map(one -> one.split("=", 2))
          .forEach(one -> request.setParameter(one[0], one[1]));
    }
    for (int i = 0; i < headers.length; i += 2) {
      request.addHeader(headers[i], headers[i + 1]);
    }
    return request;
  }

  private MockHttpServletResponse get(String address, String... headers) {
    return get(request(address, headers));
  }

  /** Calls again as the container does once what was waited for is there. */
  private MockHttpServletResponse get(MockHttpServletRequest request) {
    MockHttpServletResponse response = new MockHttpServletResponse();
    try {
      servlet.service(request, response);
      while (request.isAsyncStarted()) {
        var waiting = (MockAsyncContext) request.getAsyncContext();
        CountDownLatch dispatched = new CountDownLatch(1);
        waiting.addDispatchHandler(dispatched::countDown);
        if (!dispatched.await(60, TimeUnit.SECONDS)) {
          throw new AssertionError("Nothing came");
        }
        request.setAsyncStarted(false);
        response = new MockHttpServletResponse();
        servlet.service(request, response);
      }
    } catch (ServletException | IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
    return response;
  }

  @Test
  void servesAFileAsItIs() throws IOException {
    byte[] content = jpeg(400, 300);
    AssetStored stored =
        store(asset("images/blog/two words.jpg").of("image/jpeg", content).shared());

    MockHttpServletResponse answer = get("/images/blog/two words.jpg");

    assertThat(answer.getStatus()).isEqualTo(200);
    assertThat(answer.getContentAsByteArray()).isEqualTo(content);
    assertThat(answer.getContentType()).isEqualTo("image/jpeg");
    assertThat(answer.getHeader("ETag")).isEqualTo("\"" + stored.sha256() + "\"");
    assertThat(answer.getHeader("Cache-Control")).isEqualTo("max-age=3600, public");
    assertThat(answer.getHeader("Vary")).isNull();
    assertThat(answer.getHeader("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(answer.getHeader("Content-Security-Policy")).contains("sandbox", "'none'");
    assertThat(get("/images/blog/two words.jpg?h=" + stored.sha256().substring(0, 16)))
        .satisfies(
            hashed ->
                assertThat(hashed.getHeader("Cache-Control"))
                    .isEqualTo("public, max-age=31536000, immutable"));
    assertThat(get("/images/blog/two words.jpg?h=0123456789abcdef"))
        .satisfies(old -> assertThat(old.getHeader("Cache-Control")).contains("max-age=3600"));
    assertThat(opened).as("fetched once").hasValue(1);
  }

  @Test
  void answersConditionsAndRanges() throws IOException {
    byte[] content = jpeg(400, 300);
    store(asset("images/a.jpg").of("image/jpeg", content).shared());
    String tag = get("/images/a.jpg").getHeader("ETag");

    assertThat(get("/images/a.jpg", "If-None-Match", tag).getStatus()).isEqualTo(304);
    assertThat(get("/images/a.jpg", "If-Match", "\"other\"").getStatus()).isEqualTo(412);
    MockHttpServletResponse part = get("/images/a.jpg", "Range", "bytes=10-19", "If-Range", tag);
    assertThat(part.getStatus()).isEqualTo(206);
    assertThat(part.getHeader("Content-Range")).isEqualTo("bytes 10-19/" + content.length);
    assertThat(part.getContentAsByteArray()).isEqualTo(Arrays.copyOfRange(content, 10, 20));
    assertThat(get("/images/a.jpg", "Range", "bytes=-5").getContentAsByteArray())
        .isEqualTo(Arrays.copyOfRange(content, content.length - 5, content.length));
    assertThat(get("/images/a.jpg", "Range", "bytes=1-2", "If-Range", "\"old\"").getStatus())
        .isEqualTo(200);
    for (String beyond : List.of("bytes=" + content.length + "-", "bytes=9-1", "Bytes=x")) {
      MockHttpServletResponse none = get("/images/a.jpg", "Range", beyond);
      assertThat(none.getStatus()).as(beyond).isEqualTo(416);
      assertThat(none.getHeader("Content-Range")).isEqualTo("bytes */" + content.length);
    }
    assertThat(get("/images/a.jpg", "Range", "Bytes=1-2").getStatus()).isEqualTo(206);
    for (String unknown : List.of("items=0-3", "bytes", "")) {
      MockHttpServletResponse all = get("/images/a.jpg", "Range", unknown);
      assertThat(all.getStatus()).as(unknown).isEqualTo(200);
      assertThat(all.getContentAsByteArray()).isEqualTo(content);
    }
    MockHttpServletRequest head = request("/images/a.jpg");
    head.setMethod("HEAD");
    assertThat(get(head))
        .satisfies(
            answer -> {
              assertThat(answer.getContentLength()).isEqualTo(content.length);
              assertThat(answer.getContentAsByteArray()).isEmpty();
            });
  }

  @Test
  void letsBrowsersPlayAFilmThatIsOpenedByItselfAndNothingElseAct() throws IOException {
    store(asset("images/a.mp4").of("video/mp4", new byte[] {1}).shared());
    store(asset("images/a.mp3").of("audio/mpeg", new byte[] {2}).shared());
    store(asset("images/a.svg").of("image/svg+xml", new byte[] {3}).shared());
    store(asset("images/a.pdf").of("application/pdf", new byte[] {4}).shared());

    for (String played : List.of("/images/a.mp4", "/images/a.mp3")) {
      // A page of the browser's own asks for it once more, from this site's origin.
      assertThat(get(played).getHeader("Content-Security-Policy"))
          .contains("default-src 'none'", "media-src 'self'", "sandbox allow-same-origin");
    }
    for (String shown : List.of("/images/a.svg", "/images/a.pdf")) {
      assertThat(get(shown).getHeader("Content-Security-Policy"))
          .isEqualTo("default-src 'none'; style-src 'unsafe-inline'; sandbox");
    }
  }

  @Test
  void showsWhatOnlyDraftsUseToNobodyWithoutAKey() throws IOException {
    store(asset("images/a.jpg").of("image/jpeg", jpeg(800, 600)).sized(800, 600));

    MockHttpServletResponse refused = get("/images/a.jpg");
    assertThat(refused.getStatus()).isEqualTo(404);
    assertThat(refused.getHeader("Cache-Control")).isEqualTo("no-store");
    assertThat(refused.getHeader("ETag")).isNull();
    String key = keys.key("images/a.jpg").orElseThrow();
    MockHttpServletResponse shown = get("/images/a.jpg?w=320&key=" + key);
    assertThat(shown.getStatus()).isEqualTo(200);
    assertThat(shown.getHeader("Cache-Control")).isEqualTo("private, no-cache");
    assertThat(get("/internal/images/a.jpg").getStatus()).isEqualTo(200);

    String other = keys.key("images/b.jpg").orElseThrow();
    String later = key.replaceFirst("^\\d+", "9999999999");
    for (String wrong : List.of(other, later, "x", key + "x", "")) {
      assertThat(get("/images/a.jpg?key=" + wrong).getStatus()).as(wrong).isEqualTo(404);
    }
    now = NOW.plus(Duration.ofHours(3));
    assertThat(get("/images/a.jpg?key=" + key).getStatus()).as("too late").isEqualTo(404);
  }

  @Test
  void showsAPictureFromThePublicationOnAndNoLongerThanThat() throws IOException {
    store(asset("images/a.jpg").of("image/jpeg", jpeg(40, 30)));
    assertThat(get("/images/a.jpg").getStatus()).isEqualTo(404);

    world.publish(post("week-1").body("![A](/images/a.jpg)").published());
    assertThat(get("/images/a.jpg").getStatus()).isEqualTo(200);
    world.publish(post("week-1").revision(2).body("Without").published());
    assertThat(get("/images/a.jpg").getStatus()).isEqualTo(404);
    world.publish(post("week-1").revision(3).metadata("image", "/images/a.jpg").published());
    assertThat(get("/images/a.jpg").getStatus()).isEqualTo(200);
    world.publish(post("week-1").revision(4).gone());
    assertThat(get("/images/a.jpg").getStatus()).isEqualTo(404);
  }

  @Test
  void leadsToANewNameAndTellsWhatIsGone() throws IOException {
    Asset picture = asset("images/a.jpg").of("image/jpeg", jpeg(40, 30)).shared();
    store(picture);
    store(picture.revision(2).named("images/ö b.jpg", "images/a.jpg"));

    MockHttpServletResponse moved = get("/images/a.jpg?w=320");
    assertThat(moved.getStatus()).isEqualTo(301);
    assertThat(moved.getHeader("Location")).isEqualTo("/images/%C3%B6%20b.jpg?w=320");
    index.put(removed(picture, 3, List.of("images/ö b.jpg"), true));
    assertThat(get("/images/ö b.jpg").getStatus()).isEqualTo(410);
    assertThat(get("/images/a.jpg").getStatus()).isEqualTo(404);
    assertThat(get("/images/none.jpg").getStatus()).isEqualTo(404);
  }

  @Test
  void leadsToThePictureOfASiteThatWasPutUnderAName() throws IOException {
    store(asset("images/old/x.jpg").of("image/jpeg", jpeg(40, 30)).shared());
    store(asset("images/old/y.jpg").of("image/jpeg", jpeg(40, 30)));
    world.publish(post("old-a").metadata("aliases", List.of("/a/", "/old/a/")).published());

    MockHttpServletResponse moved = get("/images/x.jpg");

    assertThat(moved.getStatus()).isEqualTo(302);
    assertThat(moved.getHeader("Location")).isEqualTo("/images/old/x.jpg");
    assertThat(get("/images/y.jpg").getStatus()).as("nobody may see it").isEqualTo(404);
    store(asset("images/x.jpg").of("image/jpeg", jpeg(30, 40)).shared());
    assertThat(get("/images/x.jpg").getStatus()).isEqualTo(200);
  }

  @Test
  void tellsOnlyThoseThatAFileIsGoneWhoCouldSeeIt() throws IOException {
    Asset picture = asset("images/a.jpg").of("image/jpeg", jpeg(40, 30));
    store(picture);

    index.put(removed(picture, 2, List.of("images/a.jpg"), false));
    MockHttpServletResponse unseen = get("/images/a.jpg");
    assertThat(unseen.getStatus()).isEqualTo(404);
    assertThat(unseen.getHeader("Cache-Control"))
        .as("as of what never was")
        .isEqualTo(get("/images/none.jpg").getHeader("Cache-Control"));

    index.put(removed(picture, 3, List.of("images/a.jpg"), null));
    assertThat(get("/images/a.jpg").getStatus()).as("nobody knows").isEqualTo(404);

    world.publish(post("week-1").body("![A](/images/a.jpg)").published());
    assertThat(get("/images/a.jpg").getStatus()).isEqualTo(410);
  }

  private static AssetRemoved removed(
      Asset asset, long revision, List<String> names, @Nullable Boolean shared) {
    return new AssetRemoved(new UUID(9, revision), NOW, asset.id(), revision, names, shared);
  }

  @Test
  void tellsOfNoNewNameOfWhatIsPrivate() throws IOException {
    store(asset("images/secret plan.jpg", "images/a.jpg").of("image/jpeg", jpeg(40, 30)));

    assertThat(get("/images/a.jpg").getStatus()).isEqualTo(404);
    assertThat(get("/images/a.jpg").getHeader("Location")).isNull();
  }

  @Test
  void replacesWhatANameShowsAtOnce() throws IOException {
    Asset picture = asset("images/a.jpg").of("image/jpeg", jpeg(400, 300)).shared();
    store(picture);
    get("/images/a.jpg");

    byte[] other = jpeg(500, 300);
    store(picture.revision(2).of("image/jpeg", other));

    assertThat(get("/images/a.jpg").getContentAsByteArray()).isEqualTo(other);
  }

  @Test
  void takesThePlaceOutOfOriginals() throws IOException {
    byte[] plain = jpeg(400, 300);
    byte[] taken = photographed(plain, 1, true);
    store(asset("images/a.jpg").of("image/jpeg", taken).shared());
    store(asset("images/b.jpg").of("image/jpeg", photographed(plain, 6, false)).shared());

    assertThat(get("/images/a.jpg").getContentAsByteArray()).isEqualTo(plain);
    assertThat(get("/images/b.jpg").getContentAsByteArray())
        .as("without a place byte for byte")
        .isEqualTo(photographed(plain, 6, false));
    servlet = servlet(objects, 100, DataSize.ofMegabytes(50));
    assertThat(get("/images/a.jpg").getContentAsByteArray()).as("of a folder").isEqualTo(plain);
  }

  @Test
  void takesThePlaceOutOfWhatAnEarlierReleaseKept() throws IOException {
    byte[] plain = jpeg(400, 300);
    AssetStored stored =
        store(asset("images/a.jpg").of("image/jpeg", photographed(plain, 1, true)).shared());
    Path kept = folder.resolve("cache").resolve(stored.sha256() + "~1abcd0123");
    Files.write(kept, photographed(plain, 1, true));

    servlet = servlet(remote(), 100, DataSize.ofMegabytes(50));

    assertThat(kept).doesNotExist();
    assertThat(get("/images/a.jpg").getContentAsByteArray()).isEqualTo(plain);
  }

  @Test
  void saysNothingInTheLogOfAPictureThatIsLost() throws IOException {
    AssetStored stored = store(asset("images/a.jpg").of("image/jpeg", jpeg(400, 300)).shared());
    objects.delete(stored.sha256());
    List<LogRecord> logged = new CopyOnWriteArrayList<>();
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord record) {
            logged.add(record);
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Logger logger = Logger.getLogger("com.github.benmanes.caffeine");
    logger.addHandler(handler);
    try {
      for (ObjectStore store : List.of(remote(), objects)) {
        servlet = servlet(store, 100, DataSize.ofMegabytes(50));
        for (String address : List.of("/images/a.jpg", "/images/a.jpg?w=320", "/images/a.jpg")) {
          assertThat(get(address).getStatus()).as(address).isEqualTo(503);
        }
      }
    } finally {
      logger.removeHandler(handler);
    }
    assertThat(logged).isEmpty();

    objects.put(stored.sha256(), Files.write(folder.resolve("content"), jpeg(400, 300)));
    assertThat(get("/images/a.jpg").getStatus()).as("found again").isEqualTo(200);
  }

  @Test
  void makesASmallerPictureOnceForAHundredReaders() throws Exception {
    store(asset("images/a.jpg").of("image/jpeg", jpeg(1600, 1200)).sized(1600, 1200).shared());
    slow = new CountDownLatch(1);

    List<Thread> readers = new ArrayList<>();
    List<MockHttpServletResponse> answers = new CopyOnWriteArrayList<>();
    for (int i = 0; i < 100; i++) {
      Thread reader = new Thread(() -> answers.add(get("/images/a.jpg?w=640", "Accept", WEBP)));
      reader.start();
      readers.add(reader);
    }
    slow.countDown();
    for (Thread reader : readers) {
      reader.join();
    }

    assertThat(answers).hasSize(100);
    assertThat(answers)
        .allSatisfy(
            answer -> {
              assertThat(answer.getStatus()).isEqualTo(200);
              assertThat(answer.getContentType()).isEqualTo("image/webp");
              assertThat(answer.getHeader("Vary")).isEqualTo("Accept");
            });
    assertThat(meters.get("galley.images.variants").tag("result", "made").counter().count())
        .isEqualTo(1);
    assertThat(opened).hasValue(1);
    var image = ImageIO.read(new ByteArrayInputStream(answers.get(0).getContentAsByteArray()));
    assertThat(image.getWidth()).isEqualTo(640);
    MockHttpServletResponse old = get("/images/a.jpg?w=640", "Accept", "image/webp;q=0, */*");
    assertThat(old.getContentType()).isEqualTo("image/jpeg");
    assertThat(old.getHeader("ETag")).isNotEqualTo(answers.get(0).getHeader("ETag"));
  }

  @Test
  void showsTheOriginalWhereASmallerOneWouldNotBeSmaller() throws IOException {
    byte[] broken = Arrays.copyOf(jpeg(800, 600), 300);
    store(asset("images/broken.jpg").of("image/jpeg", broken).sized(800, 600).shared());
    store(asset("images/small.jpg").of("image/jpeg", jpeg(200, 100)).sized(200, 100).shared());
    store(asset("images/a.gif").of("image/gif", "GIF89a".getBytes()).sized(800, 600).shared());

    for (String name : List.of("broken.jpg", "small.jpg", "a.gif")) {
      MockHttpServletResponse asked = get("/images/" + name + "?w=320", "Accept", "*/*");
      assertThat(asked.getStatus()).as(name).isEqualTo(200);
      assertThat(asked.getContentAsByteArray())
          .isEqualTo(get("/images/" + name).getContentAsByteArray());
      assertThat(asked.getContentType()).isIn("image/jpeg", "image/gif");
    }
    for (String width : List.of("321", "0", "-1", "x", "99999999999", "")) {
      assertThat(get("/images/small.jpg?w=" + width).getStatus()).as(width).isEqualTo(404);
    }
  }

  @Test
  void turnsAwayWhoWouldWaitWithTooManyOthers() throws IOException {
    servlet = servlet(remote(), 3, DataSize.ofMegabytes(50));
    byte[] content = jpeg(40, 30);
    store(asset("images/known.jpg").of("image/jpeg", content).shared());
    get("/images/known.jpg");
    for (int i = 0; i < 10; i++) {
      store(asset("images/" + i + ".jpg").of("image/jpeg", jpeg(41 + i, 30)).shared());
    }
    slow = new CountDownLatch(1);

    int waiting = 0;
    for (int i = 0; i < 10; i++) {
      MockHttpServletRequest request = request("/images/" + i + ".jpg");
      MockHttpServletResponse answer = new MockHttpServletResponse();
      try {
        servlet.service(request, answer);
      } catch (ServletException e) {
        throw new AssertionError(e);
      }
      if (request.isAsyncStarted()) {
        waiting++;
      } else {
        assertThat(answer.getStatus()).isEqualTo(503);
        assertThat(answer.getHeader("Retry-After")).isEqualTo("2");
        assertThat(answer.getHeader("Cache-Control")).isEqualTo("no-store");
      }
    }
    assertThat(waiting).isEqualTo(3);
    assertThat(get("/images/known.jpg").getContentAsByteArray()).isEqualTo(content);
    slow.countDown();
    for (int i = 0; i < 10; i++) {
      String address = "/images/" + i + ".jpg";
      await().atMost(Duration.ofSeconds(30)).until(() -> get(address).getStatus() == 200);
    }
  }

  @Test
  void asksAgainWhenTheStoreIsBack() throws IOException {
    store(asset("images/a.jpg").of("image/jpeg", jpeg(40, 30)).shared());
    away = true;
    assertThat(get("/images/a.jpg").getStatus()).isEqualTo(503);

    away = false;

    assertThat(get("/images/a.jpg").getStatus()).isEqualTo(200);
  }

  @Test
  void usesAfterARestartWhatIsOnTheDisk() throws IOException {
    store(asset("images/a.jpg").of("image/jpeg", jpeg(800, 600)).sized(800, 600).shared());
    get("/images/a.jpg?w=320", "Accept", WEBP);
    away = true;

    servlet = servlet(remote(), 100, DataSize.ofMegabytes(50));

    assertThat(get("/images/a.jpg").getStatus()).isEqualTo(200);
    assertThat(get("/images/a.jpg?w=320", "Accept", WEBP).getContentType()).isEqualTo("image/webp");
  }

  @Test
  void fetchesAgainWhatWasTakenFromTheDisk() throws IOException {
    byte[] content = jpeg(40, 30);
    store(asset("images/a.jpg").of("image/jpeg", content).shared());
    get("/images/a.jpg");
    FileSystemUtils.deleteRecursively(folder.resolve("cache"));

    assertThat(get("/images/a.jpg").getContentAsByteArray()).isEqualTo(content);
    assertThat(opened).hasValue(2);
  }

  @Test
  void makesAPictureSmallerThoughItsCopyWasTakenFromTheDisk() throws IOException {
    store(asset("images/a.jpg").of("image/jpeg", jpeg(800, 600)).sized(800, 600).shared());
    get("/images/a.jpg");
    FileSystemUtils.deleteRecursively(folder.resolve("cache"));

    MockHttpServletResponse smaller = get("/images/a.jpg?w=320", "Accept", WEBP);

    assertThat(smaller.getStatus()).isEqualTo(200);
    assertThat(smaller.getContentType()).isEqualTo("image/webp");
    assertThat(opened).hasValue(2);
  }

  @Test
  void keepsTheDiskWithinItsBounds() throws IOException {
    servlet = servlet(remote(), 100, DataSize.ofKilobytes(200));
    for (int i = 0; i < 30; i++) {
      store(asset("images/" + i + ".jpg").of("image/jpeg", jpeg(400 + i, 300)).shared());
      assertThat(get("/images/" + i + ".jpg").getStatus()).isEqualTo(200);
    }

    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(bytes(folder.resolve("cache"))).isLessThan(220_000));
  }

  private static long bytes(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }

  @Test
  void servesFilesThatNobodyToldOfAndLeavesTheirFolderNever() throws IOException {
    Path assets = folder.resolve("assets");
    Files.createDirectories(assets.resolve("images"));
    Files.write(assets.resolve("images/hand.png"), jpeg(40, 30));
    Files.writeString(assets.resolve("images/evil.html"), "<script>alert(1)</script>");
    Files.writeString(assets.resolve("secret.png"), "secret");

    assertThat(get("/images/hand.png").getContentType()).isEqualTo("image/jpeg");
    for (String name :
        List.of("/../secret.png", "/evil.html", "/a\0b.png", "/" + "x".repeat(300) + ".png", "/")) {
      MockHttpServletRequest request = request("/images/x.png");
      request.setPathInfo(name);
      assertThat(get(request).getStatus()).as(name).isEqualTo(404);
    }
  }

  @Test
  void saysThatItMayComeWhileNotAllIsKnown() {
    complete = false;

    assertThat(get("/images/none.png").getStatus()).isEqualTo(503);
  }
}
