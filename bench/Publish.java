import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
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
 * <pre>java bench/Publish.java [--data DIR] [--url URL --token TOKEN] [--count 500] [--rates no]</pre>
 *
 * One publication is one request that brings the new text and publishes it; the clock starts with
 * it. It stops when a fresh GET of the page and one of the feed both hold the new text. Both are
 * asked for again every other millisecond: asking without a pause would keep one of two processors
 * busy with nothing else. The figures include the asking.
 *
 * <p>With {@code --data} several times, all those Galleys are measured in turns, {@code --rounds} times
 * (8), so that whatever else the machine does weighs on all of them alike. What is told in the end is
 * the median of the rounds for each, and the median of the rounds' ratios to the first.
 *
 * <p>The rates are those of authors who publish again as soon as they have an answer. After each,
 * the program says how long readers waited for the last of these publications, that is, how far
 * behind the pages and feeds were. The last rate is with two requests, one that edits and one that
 * publishes. Where the process is on this machine, its processor time for a publication is told as
 * well, until everything is served.
 */
public class Publish {

  private static final int BETWEEN_QUESTIONS_MILLIS = 2;

  private static final Pattern STEP =
      Pattern.compile("\"step\":\"(\\w+)\"[^}]*?\"latencyMillis\":(\\d+)");

  private final String url;
  private final String token;
  private final long pid;

  Publish(String url, String token, long pid) {
    this.url = url;
    this.token = token;
    this.pid = pid;
  }

  public static void main(String[] args) throws Exception {
    // One connection for each author is kept open.
    System.setProperty("http.maxConnections", "20");
    List<String> options = Arrays.asList(args);
    List<Publish> benches = new ArrayList<>();
    for (int at = 0; at < options.size() - 1; at++) {
      if (options.get(at).equals("--data")) {
        benches.add(of(Path.of(options.get(at + 1))));
      }
    }
    if (benches.size() > 1) {
      inTurns(benches, Integer.parseInt(option(options, "--rounds", "8")));
      return;
    }
    String url = option(options, "--url", "");
    Publish bench =
        url.isEmpty()
            ? of(Path.of(option(options, "--data", "data")))
            : new Publish(url.replaceAll("/$", ""), option(options, "--token", ""), -1);
    int count = Integer.parseInt(option(options, "--count", "500"));
    bench.oneAfterTheOther(100, false);
    bench.oneAfterTheOther(count, true);
    if (option(options, "--rates", "yes").equals("no")) {
      return;
    }
    bench.atOnce(8, 5, bench::publish, "");
    for (int authors : new int[] {1, 4, 8}) {
      bench.atOnce(authors, 10, bench::publish, authors + " author(s)");
    }
    bench.atOnce(8, 10, bench::editAndPublish, "8 author(s), two requests");
  }

  /** The Galley that runs on a data folder. */
  private static Publish of(Path data) throws IOException {
    String endpoint = Files.readString(data.resolve("run/endpoint.json"));
    long pid = Long.parseLong(endpoint.replaceAll("(?s).*\"pid\"\\s*:\\s*(\\d+).*", "$1"));
    return new Publish(field(endpoint, "url").replaceAll("/$", ""), field(endpoint, "token"), pid);
  }

  private static final List<String> FIGURES =
      List.of(
          "one by one: until page and feed, p50, ms",
          "one by one: acknowledged, p50, ms",
          "one by one: processor time, ms",
          "8 authors: a second",
          "8 authors: processor time, ms",
          "8 authors, two requests: a second",
          "8 authors, two requests: processor time, ms");

  private static void inTurns(List<Publish> benches, int rounds) throws Exception {
    List<List<double[]>> measured = new ArrayList<>();
    for (Publish bench : benches) {
      bench.round(); // warms up
      measured.add(new ArrayList<>());
    }
    for (int round = 0; round < rounds; round++) {
      for (int which = 0; which < benches.size(); which++) {
        measured.get(which).add(benches.get(which).round());
      }
    }
    for (int figure = 0; figure < FIGURES.size(); figure++) {
      System.out.printf("%-46s", FIGURES.get(figure));
      for (List<double[]> own : measured) {
        double[] values = new double[rounds];
        double[] ratios = new double[rounds];
        for (int round = 0; round < rounds; round++) {
          values[round] = own.get(round)[figure];
          ratios[round] = values[round] / measured.get(0).get(round)[figure];
        }
        Arrays.sort(values);
        Arrays.sort(ratios);
        System.out.printf(Locale.ROOT, "  %8.2f (%.2f)", at(values, 0.5), at(ratios, 0.5));
      }
      System.out.println();
    }
  }

  private double[] round() throws Exception {
    double[] one = oneAfterTheOther(60, false);
    double[] eight = many(400, this::publish);
    double[] two = many(160, this::editAndPublish);
    return new double[] {one[0], one[1], one[2], eight[0], eight[1], two[0], two[1]};
  }

  /**
   * So many publications by 8 authors.
   *
   * @return acknowledged a second, and processor time of one until all is served
   */
  private double[] many(int count, Publishing how) throws Exception {
    int authors = 8;
    ExecutorService pool = Executors.newFixedThreadPool(authors);
    List<Post> posts = new ArrayList<>();
    for (int a = 0; a < authors; a++) {
      posts.add(create("bench-" + a + "-" + Long.toString(System.nanoTime(), 36)));
    }
    double before = processorMillis();
    long start = System.nanoTime();
    List<Future<Void>> all = new ArrayList<>();
    for (Post post : posts) {
      all.add(
          pool.submit(
              () -> {
                for (int i = 0; i < count / authors; i++) {
                  how.publish(post, "text-" + Long.toString(System.nanoTime(), 36));
                }
                return null;
              }));
    }
    for (Future<Void> one : all) {
      one.get();
    }
    double seconds = millis(start, System.nanoTime()) / 1000;
    pool.shutdown();
    for (Post post : posts) {
      seen("/" + post.slug, post.text).call();
      seen("/feed.xml", post.text).call();
    }
    return new double[] {count / seconds, (processorMillis() - before) / count};
  }

  /**
   * @return milliseconds at the median until page and feed have an edit and until it is
   *     acknowledged, and processor time of one
   */
  private double[] oneAfterTheOther(int count, boolean report) throws Exception {
    Post post = create("bench-" + Long.toString(System.nanoTime(), 36));
    double[] served = new double[count];
    double[] acknowledged = new double[count];
    double[] page = new double[count];
    double[] feed = new double[count];
    ExecutorService readers = Executors.newFixedThreadPool(2);
    publish(post, "first");
    double before = processorMillis();
    for (int i = 0; i < count; i++) {
      String marker = "marker-" + i + "-" + Long.toString(System.nanoTime(), 36);
      long start = System.nanoTime();
      Future<Long> onPage = readers.submit(seen("/" + post.slug, marker));
      Future<Long> inFeed = readers.submit(seen("/feed.xml", marker));
      publish(post, marker);
      acknowledged[i] = millis(start, System.nanoTime());
      page[i] = millis(start, onPage.get());
      feed[i] = millis(start, inFeed.get());
      served[i] = Math.max(page[i], feed[i]);
    }
    readers.shutdown();
    double spent = (processorMillis() - before) / count;
    if (report) {
      System.out.printf("%d published edits, one after the other, ms%n", count);
      row("publish request -> page and feed", served);
      row("  acknowledged", acknowledged);
      row("  page served", page);
      row("  feed served", feed);
      spent(spent);
      System.out.println("  the last one's timeline: " + timeline(post));
    }
    Arrays.sort(served);
    Arrays.sort(acknowledged);
    return new double[] {at(served, 0.5), at(acknowledged, 0.5), spent};
  }

  /** What an author does again and again. */
  private interface Publishing {
    void publish(Post post, String text) throws Exception;
  }

  /**
   * @param name how to report; empty when it only warms up
   */
  private void atOnce(int authors, int seconds, Publishing how, String name) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(authors);
    List<Post> posts = new ArrayList<>();
    double before = processorMillis();
    List<Future<List<Double>>> results = new ArrayList<>();
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    for (int a = 0; a < authors; a++) {
      Post post = create("bench-" + authors + "-" + a + "-" + Long.toString(System.nanoTime(), 36));
      posts.add(post);
      results.add(pool.submit(() -> publishUntil(post, end, how)));
    }
    List<Double> latencies = new ArrayList<>();
    for (Future<List<Double>> result : results) {
      latencies.addAll(result.get());
    }
    long over = System.nanoTime();
    for (Post post : posts) {
      seen("/" + post.slug, post.text).call();
      seen("/feed.xml", post.text).call();
    }
    pool.shutdown();
    if (!name.isEmpty()) {
      System.out.printf(
          Locale.ROOT,
          "%s: %.0f publications a second acknowledged, all served %.0f ms after the last%n",
          name,
          latencies.size() / (double) seconds,
          millis(over, System.nanoTime()));
      row("  acknowledged", latencies.stream().mapToDouble(d -> d).toArray());
      spent((processorMillis() - before) / latencies.size());
    }
  }

  /** Of the process since its start; not a number where it is not to be seen. */
  private double processorMillis() {
    return ProcessHandle.of(pid)
        .flatMap(process -> process.info().totalCpuDuration())
        .map(spent -> spent.toNanos() / 1e6)
        .orElse(Double.NaN);
  }

  private static void spent(double millis) {
    System.out.printf(Locale.ROOT, "  processor time a publication      %10.2f ms%n", millis);
  }

  private static List<Double> publishUntil(Post post, long end, Publishing how) throws Exception {
    List<Double> latencies = new ArrayList<>();
    while (System.nanoTime() < end) {
      long start = System.nanoTime();
      how.publish(post, "text-" + Long.toString(start, 36));
      latencies.add(millis(start, System.nanoTime()));
    }
    return latencies;
  }

  private Callable<Long> seen(String path, String marker) {
    return () -> {
      while (!call("GET", path, "", null).body.contains(marker)) {
        Thread.sleep(BETWEEN_QUESTIONS_MILLIS);
      }
      return System.nanoTime();
    };
  }

  private static final class Post {
    final String path;
    final String slug;
    String etag;
    String text = "";

    Post(String path, String slug, String etag) {
      this.path = path;
      this.slug = slug;
      this.etag = etag;
    }
  }

  private Post create(String slug) throws IOException {
    Answer created = call("POST", "/api/posts", json(slug, "first"), null);
    return new Post(URI.create(created.location).getPath(), slug, created.etag);
  }

  private void publish(Post post, String text) throws IOException {
    String body = "{\"update\":\"silent\",\"content\":" + json(post.slug, text) + "}";
    post.etag = call("POST", post.path + "/publish", body, post.etag).etag;
    post.text = text;
  }

  private void editAndPublish(Post post, String text) throws IOException {
    post.etag = call("PUT", post.path, json(post.slug, text), post.etag).etag;
    String body = "{\"update\":\"silent\"}";
    post.etag = call("POST", post.path + "/publish", body, post.etag).etag;
    post.text = text;
  }

  private String timeline(Post post) throws IOException {
    String deliveries = call("GET", post.path + "/deliveries", "", null).body;
    Matcher step = STEP.matcher(deliveries);
    StringBuilder steps = new StringBuilder();
    for (int i = 0; i < 2 && step.find(); i++) {
      steps.append(step.group(1)).append(' ').append(step.group(2)).append(" ms  ");
    }
    return steps.toString();
  }

  private record Answer(String body, String etag, String location) {}

  /**
   * By Java's older client: it runs on the cores that it measures, and the newer one takes four
   * times as much of them.
   */
  private Answer call(String method, String path, String body, String ifMatch) throws IOException {
    HttpURLConnection request = (HttpURLConnection) URI.create(url + path).toURL().openConnection();
    request.setRequestMethod(method);
    request.setRequestProperty("Authorization", "Bearer " + token);
    if (ifMatch != null) {
      request.setRequestProperty("If-Match", ifMatch);
    }
    if (!body.isEmpty()) {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      request.setRequestProperty("Content-Type", "application/json");
      request.setDoOutput(true);
      request.setFixedLengthStreamingMode(bytes.length);
      request.getOutputStream().write(bytes);
    }
    boolean refused = request.getResponseCode() >= 300;
    try (InputStream in = refused ? request.getErrorStream() : request.getInputStream()) {
      String answer = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      // A page that is not there yet is asked for again.
      if (refused && !method.equals("GET")) {
        throw new IllegalStateException(
            method + " " + path + " answered " + request.getResponseCode() + ": " + answer);
      }
      return new Answer(
          answer, request.getHeaderField("ETag"), request.getHeaderField("Location"));
    }
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
