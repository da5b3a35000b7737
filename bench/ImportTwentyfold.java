import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Imports and publishes a folder of snips twenty times over, each time under other names, and waits
 * until the last page is live. Runs against a Galley that is up:
 *
 * <pre>java bench/ImportTwentyfold.java SNIPS [DATA]</pre>
 */
public class ImportTwentyfold {

  private static final int TIMES = 20;
  private static final Pattern NAME = Pattern.compile("(?m)^:name: .*$");

  public static void main(String[] args) throws Exception {
    Path snips = Path.of(args[0]);
    Path data = Path.of(args.length > 1 ? args[1] : "data");
    String endpoint = Files.readString(data.resolve("run/endpoint.json"));
    String url = field(endpoint, "url").replaceAll("/$", "");
    HttpClient http = HttpClient.newHttpClient();
    long start = System.nanoTime();
    int published = 0;
    for (int copy = 1; copy <= TIMES; copy++) {
      Path archive = archive(snips, copy);
      HttpResponse<String> response =
          http.send(
              HttpRequest.newBuilder(URI.create(url + "/api/import?publish=true"))
                  .header("Authorization", "Bearer " + field(endpoint, "token"))
                  .header("Content-Type", "application/zip")
                  .POST(BodyPublishers.ofFile(archive))
                  .build(),
              BodyHandlers.ofString());
      Files.delete(archive);
      if (response.statusCode() != 200) {
        throw new IllegalStateException(response.statusCode() + ": " + response.body());
      }
      published += count(response.body(), "\"published\":true");
      System.out.printf(
          Locale.ROOT,
          "copy %2d: %5d posts published, %.0f a second%n",
          copy,
          published,
          published / seconds(start));
    }
    double acknowledged = seconds(start);
    await(http, url);
    System.out.printf(
        Locale.ROOT,
        "%d posts published in %.1f s (%.0f a second); the last page was live after %.1f s%n",
        published,
        acknowledged,
        published / acknowledged,
        seconds(start));
    metrics(http, url).lines()
        .filter(line -> line.matches("jvm_memory_(used|max)_bytes\\{.*heap.*\"heap\".*|galley_(outbox|consumer).*"))
        .forEach(line -> System.out.println("  " + line));
  }

  /** Until nothing waits in the outbox and no group is behind. */
  private static void await(HttpClient http, String url) throws Exception {
    Pattern waiting =
        Pattern.compile("(?m)^(galley_outbox_pending|galley_consumer_lag)(\\{[^}]*})? (?!0(\\.0)?$)");
    int quiet = 0;
    while (quiet < 12) {
      quiet = waiting.matcher(metrics(http, url)).find() ? 0 : quiet + 1;
      Thread.sleep(500);
    }
  }

  private static String metrics(HttpClient http, String url) throws Exception {
    return http.send(
            HttpRequest.newBuilder(URI.create(url + "/metrics")).build(), BodyHandlers.ofString())
        .body();
  }

  private static Path archive(Path snips, int copy) throws IOException {
    Path archive = Files.createTempFile("galley-bench", ".zip");
    List<Path> files;
    try (Stream<Path> found = Files.walk(snips)) {
      files = found.filter(Files::isRegularFile).toList();
    }
    try (OutputStream out = Files.newOutputStream(archive);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Path file : files) {
        String path = snips.relativize(file).toString().replace('\\', '/');
        zip.putNextEntry(new ZipEntry("snips/copy-" + copy + "/" + renamed(path, copy)));
        String text = Files.readString(file, StandardCharsets.UTF_8);
        String name = file.getFileName().toString().replaceFirst("\\..*", "") + "-copy-" + copy;
        text = NAME.matcher(text).replaceAll(Matcher.quoteReplacement(":name: " + name));
        zip.write(text.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
      }
    }
    return archive;
  }

  /** {@code weeknotes/week-459.snip.markdown} becomes {@code weeknotes/week-459-copy-7.snip…}. */
  private static String renamed(String path, int copy) {
    return path.replaceFirst("([^/.]+)((\\.[^/]*)?)$", "$1-copy-" + copy + "$2");
  }

  private static int count(String text, String part) {
    return (text.length() - text.replace(part, "").length()) / part.length();
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  private static String field(String json, String name) {
    Matcher matcher = Pattern.compile("\"" + name + "\"\\s*:\\s*\"([^\"]*)\"").matcher(json);
    if (!matcher.find()) {
      throw new IllegalStateException("No " + name + " in the running instance's endpoint file");
    }
    return matcher.group(1);
  }
}
