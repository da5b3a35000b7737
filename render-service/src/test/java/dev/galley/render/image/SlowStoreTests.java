package dev.galley.render.image;

import static dev.galley.render.image.ImageFixtures.asset;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import de.bwaldvogel.mongo.MongoServer;
import dev.galley.event.AssetStored;
import dev.galley.object.ObjectStore;
import dev.galley.render.markdown.Markdowns;
import dev.galley.render.page.PageWorld;
import dev.galley.testing.InMemoryStore;
import dev.galley.web.Sha256;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mockito.Mockito;
import org.springframework.util.unit.DataSize;

/** A thousand readers of pictures over real sockets, while the store gives nothing. */
@Timeout(120)
class SlowStoreTests {

  private static final int READERS = 1_000;
  private static final int MAY_WAIT = 600;
  private static final int THREADS = 8;
  private static final int PICTURES = 20;

  @TempDir private Path folder;

  private final PageWorld world = new PageWorld(Markdowns.standard());
  private final MongoServer server = InMemoryStore.server();
  private final Tomcat tomcat = new Tomcat();
  private final Connector connector = new Connector();
  private final CountDownLatch held = new CountDownLatch(1);
  private final AtomicInteger opened = new AtomicInteger();
  private final Map<String, byte[]> contents = new HashMap<>();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private ImageCache cache;
  private MongoClient client;

  @BeforeEach
  void start() throws Exception {
    server.bind();
    client = MongoClients.create(server.getConnectionString());
    ImageIndex index = new ImageIndex();
    Random random = new Random(1);
    for (int picture = 0; picture < PICTURES; picture++) {
      byte[] content = new byte[50_000];
      random.nextBytes(content);
      AssetStored event =
          asset("images/" + picture + ".jpg").of("image/jpeg", content).shared().event();
      contents.put(event.sha256(), content);
      index.put(event);
    }
    ImageProperties properties =
        new ImageProperties(
            folder.resolve("cache"),
            DataSize.ofMegabytes(50),
            Duration.ofHours(1),
            4,
            2,
            MAY_WAIT,
            Duration.ofMinutes(1));
    Variants variants = new Variants(folder.resolve("natives"));
    ImageMeters meters = new ImageMeters(new SimpleMeterRegistry());
    cache = new ImageCache(store(), properties, variants, meters);
    cache.open();
    LooseFiles loose = new LooseFiles(folder.resolve("assets"));
    ImageKeys keys =
        new ImageKeys(
            client.getDatabase("galley_site").getCollection("secrets"), Clock.systemUTC());
    serve(
        new ImageServlet(
            index,
            new SiteImages(index, world.index, loose),
            cache,
            keys,
            loose,
            () -> true,
            variants,
            meters,
            properties));
  }

  private ObjectStore store() throws IOException {
    ObjectStore store = Mockito.mock(ObjectStore.class, Mockito.CALLS_REAL_METHODS);
    Mockito.doAnswer(
            asked -> {
              opened.incrementAndGet();
              held.await();
              return new ByteArrayInputStream(contents.get(asked.<String>getArgument(0)));
            })
        .when(store)
        .open(Mockito.anyString(), Mockito.anyLong());
    return store;
  }

  private void serve(ImageServlet images) throws Exception {
    tomcat.setBaseDir(folder.resolve("tomcat").toString());
    connector.setPort(0);
    connector.setProperty("address", "127.0.0.1");
    connector.setProperty("maxThreads", Integer.toString(THREADS));
    tomcat.setConnector(connector);
    Context context = tomcat.addContext("", null);
    Tomcat.addServlet(context, "images", images).setAsyncSupported(true);
    context.addServletMapping("/images/*", "images");
    Tomcat.addServlet(context, "page", new Page());
    context.addServletMapping("/page", "page");
    tomcat.start();
  }

  private static final class Page extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response.getWriter().write("a page");
    }
  }

  @AfterEach
  void stop() throws Exception {
    held.countDown();
    tomcat.stop();
    tomcat.destroy();
    cache.close();
    client.close();
    world.close();
    server.shutdownNow();
  }

  @Test
  void pagesAreServedMeanwhileAndEachPictureIsFetchedOnce() throws Exception {
    List<CompletableFuture<HttpResponse<byte[]>>> answers = new ArrayList<>();
    for (int reader = 0; reader < READERS; reader++) {
      answers.add(
          http.sendAsync(get("/images/" + reader % PICTURES + ".jpg"), BodyHandlers.ofByteArray()));
    }
    await("those who may not wait are told so")
        .untilAsserted(
            () ->
                assertThat(answers.stream().filter(CompletableFuture::isDone).count())
                    .isEqualTo(READERS - MAY_WAIT));
    assertThat(answers.stream().filter(CompletableFuture::isDone).map(CompletableFuture::join))
        .allSatisfy(
            answer -> {
              assertThat(answer.statusCode()).isEqualTo(503);
              assertThat(answer.headers().firstValue("Retry-After")).isPresent();
            });

    for (int page = 0; page < 3 * THREADS; page++) {
      assertThat(http.send(get("/page"), BodyHandlers.ofString()).body()).isEqualTo("a page");
    }

    held.countDown();
    List<HttpResponse<byte[]>> served =
        answers.stream()
            .map(CompletableFuture::join)
            .filter(answer -> answer.statusCode() == 200)
            .toList();
    assertThat(served)
        .hasSize(MAY_WAIT)
        .allSatisfy(answer -> assertThat(contents).containsKey(Sha256.hex(answer.body())));
    assertThat(opened).hasValue(PICTURES);
  }

  private HttpRequest get(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + connector.getLocalPort() + path))
        .build();
  }
}
