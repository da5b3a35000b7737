package dev.galley.local.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.galley.local.command.GalleyCommand;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Fifteen years of week notes in, a whole site out, and every file back byte for byte. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CorpusIntegrationTests {

  private final Path corpus = Path.of(System.getProperty("galley.corpus", "missing"));
  private ChildGalley galley;
  private Path data;
  private Api api;
  private JsonNode firstReport;

  @BeforeAll
  void start(@TempDir Path folder) {
    if (!"true".equals(System.getenv("CI"))) {
      Assumptions.assumeTrue(
          Files.isDirectory(corpus), "No corpus at " + corpus + ": set -Dgalley.corpus");
    }
    data = folder.resolve("data");
    galley = ChildGalley.start(data, Map.of());
    api = galley.api();
  }

  @AfterAll
  void stop() {
    if (galley != null) {
      galley.close();
    }
  }

  @Test
  @Order(1)
  void importsEveryFile() throws IOException, InterruptedException {
    firstReport = importCorpus();

    assertThat(firstReport.get("files")).hasSize(files(corpus.resolve("soups")).size());
    assertThat(outcomes(firstReport)).containsOnlyKeys("created");
  }

  @Test
  @Order(2)
  void servesEveryPublishedSlug() {
    List<String> published =
        firstReport
            .get("files")
            .valueStream()
            .filter(file -> file.get("published").asBoolean())
            .map(file -> file.get("slug").asString())
            .toList();
    assertThat(published).hasSizeGreaterThan(240).contains("week-459", "tagline");

    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                assertThat(published)
                    .filteredOn(slug -> api.get("/" + slug).statusCode() != 200)
                    .isEmpty());
  }

  @Test
  @Order(3)
  void keepsItsMeasuresSmall() {
    assertThat(api.get("/metrics").body())
        .contains("galley_publication_seconds_bucket", "kafka_producer_record_send_total")
        .hasSizeLessThan(100_000);
  }

  @Test
  @Order(3)
  void showsWeek459WithAllItsLinks() {
    String page = api.get("/week-459").body();

    assertThat(page)
        .contains(
            "https://github.com/alphagov/asset-manager",
            "https://www.wortleyhall.org.uk/",
            "http://solidfund.coop/",
            "href=\"/chris-lowis\"",
            "We’ve finally got a subset of",
            "– Chris");
  }

  @Test
  @Order(4)
  void keepsTheIdsThatTheOldFeedGave() {
    await().until(() -> Topic.areHandled(galley.bootstrapServers()));
    await()
        .untilAsserted(
            () ->
                assertThat(api.get("/feed.xml").body().split("<entry>", -1).length - 1)
                    .isEqualTo(10));
    assertThat(api.get("/feed.xml").body()).contains("<id>tag:gofreerange.com,");
  }

  @Test
  @Order(5)
  void importingTheSameAgainChangesNothing() throws IOException, InterruptedException {
    String feed = api.get("/feed.xml").body();
    int events = Topic.read(galley.bootstrapServers(), "galley.posts").size();

    JsonNode report = importCorpus();

    assertThat(outcomes(report)).containsOnlyKeys("unchanged");
    assertThat(Topic.read(galley.bootstrapServers(), "galley.posts")).hasSize(events);
    assertThat(api.get("/feed.xml").body()).isEqualTo(feed);
  }

  @Test
  @Order(6)
  void givesEveryFileBackByteForByte() throws IOException, InterruptedException {
    HttpResponse<byte[]> export =
        java.net.http.HttpClient.newHttpClient()
            .send(api.request("/api/export").GET().build(), BodyHandlers.ofByteArray());
    Map<String, byte[]> exported = unzip(export.body());

    for (Path file : files(corpus.resolve("soups"))) {
      String name = "snips/" + corpus.resolve("soups").relativize(file);
      assertThat(exported.get(name)).as(name).isEqualTo(Files.readAllBytes(file));
    }
    for (Path file : files(corpus.resolve("images"))) {
      String name = "images/" + corpus.resolve("images").relativize(file);
      assertThat(exported.get(name)).as(name).isEqualTo(Files.readAllBytes(file));
    }
  }

  @Test
  @Order(7)
  void servesEveryImageAsItIs() throws IOException, InterruptedException {
    for (Path file : files(corpus.resolve("images"))) {
      HttpResponse<byte[]> image =
          java.net.http.HttpClient.newHttpClient()
              .send(
                  java.net.http.HttpRequest.newBuilder(
                          java.net.URI.create(
                              api.url()
                                  + "/images/"
                                  + corpus
                                      .resolve("images")
                                      .relativize(file)
                                      .toString()
                                      .replace(" ", "%20")))
                      .build(),
                  BodyHandlers.ofByteArray());
      assertThat(image.statusCode()).as(file.toString()).isEqualTo(200);
      assertServed(file, image.body());
    }
  }

  /** One tells where it was taken: that is left out, and all that stands with it. */
  private static void assertServed(Path file, byte[] served) throws IOException {
    byte[] original = Files.readAllBytes(file);
    if (file.endsWith("2017-01-14-show-and-tell-28-panorama.jpg")) {
      assertThat(new String(served, StandardCharsets.ISO_8859_1)).doesNotContain("Exif", "iPhone");
      assertThat(pixels(served)).isEqualTo(pixels(original));
    } else {
      assertThat(served).as(file.toString()).isEqualTo(original);
    }
  }

  private static int[] pixels(byte[] picture) throws IOException {
    var image = ImageIO.read(new ByteArrayInputStream(picture));
    return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
  }

  /** What nothing links to as well, and the same again finds nothing to write. */
  @Test
  @Order(8)
  void writesTheWholeSiteAsFiles(@TempDir Path folder) throws IOException {
    // Pages that others name are rendered again for some time after an import.
    await()
        .until(
            () -> {
              Map<Path, Object> before = modified(folder);
              assertThat(copy(folder)).isZero();
              return modified(folder).equals(before);
            });

    HttpResponse<String> answer = api.exchange(api.request("/api/export/addresses").GET().build());
    JsonNode table = new JsonMapper().readTree(answer.body());
    List<String> posts =
        table
            .get("addresses")
            .valueStream()
            .map(JsonNode::asString)
            .filter(address -> address.matches("/[a-z0-9-]+") && !address.equals("/archive"))
            .toList();
    assertThat(posts).hasSizeGreaterThan(250);
    for (String address : posts) {
      Path file = folder.resolve(address.substring(1) + "/index.html");
      // Two of them have a link that is relative to their address; the copy has it from the root.
      assertThat(Files.readString(file).replace("href=\"/", "href=\""))
          .isEqualTo(api.get(address).body().replace("href=\"/", "href=\""));
    }
    for (Path image : files(corpus.resolve("images"))) {
      Path copied = folder.resolve("images").resolve(corpus.resolve("images").relativize(image));
      assertServed(image, Files.readAllBytes(copied));
    }
    assertThat(folder.resolve("feed.xml")).content().contains("/feed-archive-");
  }

  private int copy(Path folder) {
    return GalleyCommand.run("site", folder.toString(), "--data", data.toString());
  }

  private static Map<Path, Object> modified(Path folder) throws IOException {
    Map<Path, Object> times = new TreeMap<>();
    for (Path file : files(folder)) {
      if (!file.startsWith(folder.resolve("_galley"))) {
        times.put(file, Files.getLastModifiedTime(file));
      }
    }
    return times;
  }

  private JsonNode importCorpus() throws IOException {
    HttpResponse<String> response =
        api.exchange(
            api.request("/api/import?publish=true")
                .timeout(Duration.ofSeconds(120))
                .header("Content-Type", "application/zip")
                .POST(BodyPublishers.ofByteArray(zip()))
                .build());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return new JsonMapper().readTree(response.body());
  }

  private static Map<String, Integer> outcomes(JsonNode report) {
    Map<String, Integer> outcomes = new TreeMap<>();
    report
        .get("files")
        .valueStream()
        .forEach(file -> outcomes.merge(file.get("outcome").asString(), 1, Integer::sum));
    return outcomes;
  }

  private byte[] zip() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      add(zip, "snips/", corpus.resolve("soups"));
      add(zip, "images/", corpus.resolve("images"));
    }
    return bytes.toByteArray();
  }

  private static void add(ZipOutputStream zip, String prefix, Path root) throws IOException {
    for (Path file : files(root)) {
      zip.putNextEntry(new ZipEntry(prefix + root.relativize(file)));
      Files.copy(file, zip);
      zip.closeEntry();
    }
  }

  private static List<Path> files(Path root) throws IOException {
    try (Stream<Path> found = Files.walk(root)) {
      return new ArrayList<>(found.filter(Files::isRegularFile).sorted().toList());
    }
  }

  private static Map<String, byte[]> unzip(byte[] archive) throws IOException {
    Map<String, byte[]> entries = new TreeMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        entries.put(entry.getName(), zip.readAllBytes());
      }
    }
    return entries;
  }
}
