package dev.galley.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.local.command.GalleyCommand;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A site as another program serves it, and as Galley does after an import: every address answers
 * with the same text, every list and feed with one that Galley has, and nothing else goes on the
 * site. Where the program is not installed, its test is skipped and says so.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EnginesIntegrationTests {

  private static final String FILE = "--- file ";

  @TempDir private Path folder;
  private Path data;
  private ChildGalley galley;

  @BeforeAll
  void start(@TempDir Path own) {
    data = own.resolve("data");
    galley = ChildGalley.start(data, Map.of());
  }

  @AfterAll
  void stop() {
    galley.close();
  }

  @Test
  void servesWhatHugoServes() throws Exception {
    Path site = written("hugo");
    OtherProgram.run(
        "hugo", "--quiet", "--source", site.toString(), "--destination", out("hugo").toString());

    agrees(site, out("hugo"));
  }

  @Test
  void servesWhatJekyllServes() throws Exception {
    Path site = written("jekyll");
    OtherProgram.run(
        "jekyll",
        "build",
        "--quiet",
        "--source",
        site.toString(),
        "--destination",
        out("jekyll").toString());

    agrees(site, out("jekyll"));
  }

  private Path out(String engine) {
    return folder.resolve(engine + "-out");
  }

  /** The files of a site, one after the other in one text. */
  private Path written(String engine) throws IOException {
    Path site = folder.resolve(engine);
    String all;
    try (InputStream in = EnginesIntegrationTests.class.getResourceAsStream(engine + "-site.txt")) {
      all = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
    for (String one : all.split("(?m)^(?=" + FILE + ")")) {
      int end = one.indexOf('\n');
      if (one.startsWith(FILE)) {
        Path file = site.resolve(one.substring(FILE.length(), end).strip());
        Files.createDirectories(file.getParent());
        Files.writeString(file, one.substring(end + 1));
      }
    }
    return site;
  }

  private void agrees(Path site, Path built) throws IOException {
    Path report = folder.resolve("report.json");
    assertThat(
            GalleyCommand.run(
                "import",
                site.toString(),
                "--publish",
                "--data",
                data.toString(),
                "--report",
                report.toString()))
        .isZero();
    Map<String, Element> pages = pages(built);

    List<String> wrong = new ArrayList<>();
    pages.forEach((address, theirs) -> compare(address, theirs, wrong));
    assertThat(wrong).isEmpty();
    List<String> published = new ArrayList<>();
    for (JsonNode file : new JsonMapper().readTree(Files.readString(report)).path("files")) {
      if (file.path("published").asBoolean()) {
        published.add(file.path("path").asString());
      }
    }
    assertThat(published)
        .hasSize((int) pages.values().stream().filter(EnginesIntegrationTests::isPost).count());
  }

  private void compare(String address, Element theirs, List<String> wrong) {
    Document ours = followed(address);
    if (ours == null) {
      wrong.add(address + " does not answer");
    } else if (isPost(theirs) && !words(ours.body()).contains(words(theirs))) {
      wrong.add(address + ": " + words(theirs) + " is not in " + words(ours.body()));
    } else if (theirs.hasAttr("data-list")) {
      for (Element post : theirs.select("a")) {
        if (!words(ours.body()).contains(words(post))) {
          wrong.add(address + ": " + words(post) + " is not in " + words(ours.body()));
        }
      }
    }
  }

  private @Nullable Document followed(String address) {
    String at = address;
    for (int hops = 0; hops < 3; hops++) {
      var answer = galley.api().get(at);
      if (answer.statusCode() == 200) {
        return Jsoup.parse(answer.body());
      }
      String location = answer.headers().firstValue("Location").orElse(null);
      if (location == null) {
        return null;
      }
      at = location.replaceFirst("^https?://[^/]+", "");
    }
    return null;
  }

  /** What the program serves of posts, pages, lists and feeds, by address. */
  private Map<String, Element> pages(Path built) throws IOException {
    Map<String, Element> pages = new TreeMap<>();
    try (Stream<Path> files = Files.walk(built)) {
      for (Path file : files.filter(path -> path.toString().matches(".*\\.(html|xml)")).toList()) {
        Document page = Jsoup.parse(Files.readString(file));
        String name = built.relativize(file).toString();
        pages.put(address(name), Objects.requireNonNullElse(page.selectFirst("main"), page));
      }
    }
    assertThat(pages).isNotEmpty();
    return new LinkedHashMap<>(pages);
  }

  private static String address(String name) {
    String path = name.equals("index.html") ? "" : name.replaceFirst("/index\\.html$", "/");
    return "/"
        + Arrays.stream(path.split("/", -1))
            .map(part -> URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20"))
            .collect(Collectors.joining("/"));
  }

  private static boolean isPost(Element main) {
    return main.hasAttr("data-post");
  }

  private static String words(Element element) {
    return element.text().replaceAll("\\s+", " ").strip();
  }
}
