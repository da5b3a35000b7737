import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long a published edit takes until readers see it, and how many publications are acknowledged a
 * second. Runs against a Galley that is up:
 *
 * <pre>java bench/Publish.java [--data DIR] [--url URL --token TOKEN] [--count 500]</pre>
 *
 * One publication is an edit (PUT) and a publish (POST); the clock starts with the POST, and again,
 * for the second row, with the PUT. It stops when a fresh GET of the page and one of the feed both
 * hold the new text. Both are asked for again every other millisecond: asking without a pause
 * would keep one of two processors busy with nothing else. The figures include the asking.
 */
public class Publish {

  private static final int BETWEEN_QUESTIONS_MILLIS = 2;

  private static final Pattern STEP =
      Pattern.compile("\"step\":\"(\\w+)\"[^}]*?\"latencyMillis\":(\\d+)");

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String url;
  private final String token;

  Publish(String url, String token) {
    this.url = url;
    this.token = token;
  }

  public static void main(String[] args) throws Exception {
    List<String> options = Arrays.asList(args);
    Path data = Path.of(option(options, "--data", "data"));
    String url = option(options, "--url", "");
    String token = option(options, "--token", "");
    if (url.isEmpty()) {
      String endpoint = Files.readString(data.resolve("run/endpoint.json"));
      url = field(endpoint, "url");
      token = field(endpoint, "token");
    }
    int count = Integer.parseInt(option(options, "--count", "500"));
    Publish bench = new Publish(url.replaceAll("/$", ""), token);
    bench.oneAfterTheOther(100, false);
    bench.oneAfterTheOther(count, true);
    bench.atOnce(8, 5, false);
    for (int authors : new int[] {1, 4, 8}) {
      bench.atOnce(authors, 10, true);
    }
  }

  private void oneAfterTheOther(int count, boolean report) throws Exception {
    Post post = create("bench-" + Long.toString(System.nanoTime(), 36));
    publish(post, "first");
    double[] fromPublish = new double[count];
    double[] fromEdit = new double[count];
    double[] acknowledged = new double[count];
    double[] page = new double[count];
    double[] feed = new double[count];
    ExecutorService readers = Executors.newFixedThreadPool(2);
    for (int i = 0; i < count; i++) {
      String marker = "marker-" + i + "-" + Long.toString(System.nanoTime(), 36);
      long editing = System.nanoTime();
      edit(post, marker);
      long publishing = System.nanoTime();
      Future<Long> onPage = readers.submit(seen("/" + post.slug, marker));
      Future<Long> inFeed = readers.submit(seen("/feed.xml", marker));
      publish(post, "minor");
      acknowledged[i] = millis(publishing, System.nanoTime());
      page[i] = millis(publishing, onPage.get());
      feed[i] = millis(publishing, inFeed.get());
      long both = Math.max(onPage.get(), inFeed.get());
      fromPublish[i] = millis(publishing, both);
      fromEdit[i] = millis(editing, both);
    }
    readers.shutdown();
    if (report) {
      System.out.printf("%d published edits, one after the other, ms%n", count);
      row("publish request -> page and feed", fromPublish);
      row("edit request -> page and feed", fromEdit);
      row("  publish acknowledged", acknowledged);
      row("  page served", page);
      row("  feed served", feed);
      System.out.println("  the last one's timeline: " + timeline(post));
    }
  }

  private void atOnce(int authors, int seconds, boolean report) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(authors);
    List<Future<double[]>> results = new ArrayList<>();
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    for (int a = 0; a < authors; a++) {
      Post post = create("bench-" + authors + "-" + a + "-" + Long.toString(System.nanoTime(), 36));
      results.add(pool.submit(() -> publishUntil(post, end)));
    }
    int total = 0;
    List<Double> latencies = new ArrayList<>();
    for (Future<double[]> result : results) {
      for (double latency : result.get()) {
        latencies.add(latency);
        total++;
      }
    }
    pool.shutdown();
    if (report) {
      System.out.printf(
          Locale.ROOT,
          "%d author(s): %.0f publications a second acknowledged%n",
          authors,
          total / (double) seconds);
      row("  edit and publish", latencies.stream().mapToDouble(d -> d).toArray());
    }
  }

  private double[] publishUntil(Post post, long end) throws Exception {
    List<Double> latencies = new ArrayList<>();
    publish(post, "silent");
    while (System.nanoTime() < end) {
      long start = System.nanoTime();
      edit(post, "text " + start);
      publish(post, "silent");
      latencies.add(millis(start, System.nanoTime()));
    }
    return latencies.stream().mapToDouble(d -> d).toArray();
  }

  private Callable<Long> seen(String path, String marker) {
    return () -> {
      HttpRequest request = HttpRequest.newBuilder(URI.create(url + path)).build();
      while (!http.send(request, BodyHandlers.ofString()).body().contains(marker)) {
        Thread.sleep(BETWEEN_QUESTIONS_MILLIS);
      }
      return System.nanoTime();
    };
  }

  private static final class Post {
    final String path;
    final String slug;
    String etag;

    Post(String path, String slug, String etag) {
      this.path = path;
      this.slug = slug;
      this.etag = etag;
    }
  }

  private Post create(String slug) throws Exception {
    HttpResponse<String> created = call("POST", "/api/posts", json(slug, "first"), null);
    String path = created.headers().firstValue("Location").orElseThrow();
    return new Post(
        URI.create(path).getPath(), slug, created.headers().firstValue("ETag").orElseThrow());
  }

  private void edit(Post post, String text) throws Exception {
    post.etag = etag(call("PUT", post.path, json(post.slug, text), post.etag));
  }

  private void publish(Post post, String update) throws Exception {
    String body = "{\"update\":\"" + update + "\"}";
    HttpResponse<String> response = call("POST", post.path + "/publish", body, post.etag);
    post.etag = etag(response);
  }

  private String timeline(Post post) throws Exception {
    String deliveries = call("GET", post.path + "/deliveries", "", null).body();
    Matcher step = STEP.matcher(deliveries);
    StringBuilder steps = new StringBuilder();
    for (int i = 0; i < 2 && step.find(); i++) {
      steps.append(step.group(1)).append(' ').append(step.group(2)).append(" ms  ");
    }
    return steps.toString();
  }

  private HttpResponse<String> call(String method, String path, String body, String ifMatch)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url + path))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .method(
                method,
                body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (ifMatch != null) {
      request.header("If-Match", ifMatch);
    }
    HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
    if (response.statusCode() >= 300) {
      throw new IllegalStateException(
          method + " " + path + " answered " + response.statusCode() + ": " + response.body());
    }
    return response;
  }

  private static String etag(HttpResponse<String> response) {
    return response.headers().firstValue("ETag").orElseThrow();
  }

  private static String json(String slug, String text) {
    return """
        {"slug":"%s","title":"Benchmark %s","kind":"blog","body":"A paragraph with [a link](/start).\\n\\n%s\\n"}"""
        .formatted(slug, slug, text);
  }

  private static double millis(long from, long to) {
    return (to - from) / 1e6;
  }

  private static void row(String name, double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    System.out.printf(
        Locale.ROOT,
        "%-34s p50 %6.1f  p90 %6.1f  p99 %6.1f  max %6.1f%n",
        name,
        at(sorted, 0.50),
        at(sorted, 0.90),
        at(sorted, 0.99),
        sorted[sorted.length - 1]);
  }

  private static double at(double[] sorted, double quantile) {
    return sorted[(int) Math.min(sorted.length - 1, Math.ceil(quantile * sorted.length) - 1)];
  }

  private static String option(List<String> options, String name, String otherwise) {
    int at = options.indexOf(name);
    return at < 0 ? otherwise : options.get(at + 1);
  }

  private static String field(String json, String name) {
    Matcher matcher = Pattern.compile("\"" + name + "\"\\s*:\\s*\"([^\"]*)\"").matcher(json);
    if (!matcher.find()) {
      throw new IllegalStateException("No " + name + " in the running instance's endpoint file");
    }
    return matcher.group(1);
  }
}
