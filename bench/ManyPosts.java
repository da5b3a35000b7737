import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A site of many posts, the corpus multiplied under other names: Hugo builds it; Galley imports and
 * publishes it; then it starts with another title, which all pages have to show, and with another
 * address, for which it renders all of them anew.
 *
 * <pre>java bench/ManyPosts.java --galley ./galley --snips ../shared/corpus/soups --work /tmp/many --count 16000</pre>
 *
 * While Galley works, pages are asked for all the time, and every few seconds one post is published
 * by itself. The work folder must not be there yet. {@code --java-opts} goes to Galley's Java;
 * {@code --hugo no} leaves Hugo out.
 */
public class ManyPosts {

  private static final Pattern NAME = Pattern.compile("(?m)^:name: .*$");
  private static final Pattern KEY = Pattern.compile("(?m)^:(\\w+): *(.*)$");
  private static final Pattern METADATA = Pattern.compile("(?m)^:");
  private static final Pattern HEADING = Pattern.compile("(?m)\\A\\s*#* *(\\S.*)$");
  private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
  private static final String NEW_TITLE = "Another-title";
  private static final String NEW_ADDRESS = "https://another.example";
  private static final Pattern RENDERED = Pattern.compile("(?m)^galley_render_seconds_count(?:\\{.*})? ([0-9.]+)$");
  private static final Pattern LIVE =
      Pattern.compile("(?m)^galley_publication_seconds_count\\{.*step=\"page\".*} ([0-9.]+)$");

  /** Asking for the measures takes some milliseconds of Galley's own. */
  private static final long BETWEEN_MEASURES = 500;

  /** One post: its slug, where it is in an archive, its text. */
  private record Snip(String slug, String path, String text) {
    boolean isRouted() {
      return !path.startsWith("templates/");
    }
  }

  public static void main(String[] args) throws Exception {
    System.setProperty("http.maxConnections", "20");
    List<String> options = Arrays.asList(args);
    int count = Integer.parseInt(option(options, "--count", "16000"));
    Path work = Path.of(option(options, "--work", "/tmp/many-posts"));
    Path galley = Path.of(option(options, "--galley", "./galley")).toAbsolutePath();
    String javaOptions = option(options, "--java-opts", "");
    Files.createDirectory(work);
    List<List<Snip>> copies = copies(Path.of(option(options, "--snips", "../shared/corpus/soups")), count);
    double hugo = option(options, "--hugo", "yes").equals("no") ? Double.NaN : hugo(copies, work.resolve("hugo"));
    System.out.printf(Locale.ROOT, "%d posts%nHugo builds them in %.1f s%n", count, hugo);
    Path data = work.resolve("data");
    try (Galley first = Galley.start(galley, data, javaOptions)) {
      imports(first, copies, hugo);
    }
    try (Galley second = Galley.start(galley, data, javaOptions + " -Dgalley.site.title=" + NEW_TITLE)) {
      looksNew(second, copies, hugo);
    }
    try (Galley third = Galley.start(galley, data, javaOptions + " -Dgalley.site.url=" + NEW_ADDRESS)) {
      rendersAgain(third, copies, hugo);
    }
  }

  private static void imports(Galley galley, List<List<Snip>> copies, double hugo) throws Exception {
    long start = System.nanoTime();
    List<String> slugs = new ArrayList<>();
    try (Watching watching = new Watching(galley)) {
      for (int copy = 0; copy < copies.size(); copy++) {
        Answer answer =
            galley.call("POST", "/api/import?publish=true", "application/zip", archive(copies.get(copy), copy), null);
        if (answer.status != 200) {
          throw new IllegalStateException(answer.status + ": " + answer.body);
        }
        copies.get(copy).stream().filter(Snip::isRouted).map(Snip::slug).forEach(slugs::add);
      }
      double acknowledged = seconds(start);
      while (galley.measure(LIVE) < slugs.size() + watching.published()) {
        Thread.sleep(BETWEEN_MEASURES);
      }
      double live = seconds(start);
      System.out.printf(
          Locale.ROOT,
          "imported and acknowledged after %.1f s, the last page live after %.1f s (%.1f times Hugo's)%n",
          acknowledged,
          live,
          live / hugo);
      galley.report();
      awaitAll(galley, slugs, "");
      System.out.printf(Locale.ROOT, "each page was asked for after %.1f s%n", seconds(start));
      watching.report();
    }
  }

  private static void looksNew(Galley galley, List<List<Snip>> copies, double hugo) throws Exception {
    List<String> slugs =
        copies.stream().flatMap(List::stream).filter(Snip::isRouted).map(Snip::slug).toList();
    try (Watching watching = new Watching(galley)) {
      awaitAll(galley, slugs, NEW_TITLE);
      report(galley, "all were asked for and had the new title", hugo);
      watching.report();
    }
    galley.report();
  }

  private static void rendersAgain(Galley galley, List<List<Snip>> copies, double hugo) throws Exception {
    long all = copies.stream().flatMap(List::stream).filter(Snip::isRouted).count();
    try (Watching watching = new Watching(galley)) {
      while (galley.measure(RENDERED) < all) {
        Thread.sleep(BETWEEN_MEASURES);
      }
      report(galley, "all were rendered again", hugo);
      watching.report();
    }
    galley.report();
  }

  private static void report(Galley galley, String what, double hugo) {
    double all = seconds(galley.ready);
    System.out.printf(
        Locale.ROOT,
        "%s %.1f s after Galley was ready (%.1f times Hugo's), %.1f s after its start%n",
        what,
        all,
        all / hugo,
        seconds(galley.started));
  }

  /** Until each page is there and has the text. Asks for a few, and for all when these have it. */
  private static void awaitAll(Galley galley, List<String> slugs, String text) throws Exception {
    List<String> missing = new ArrayList<>(slugs);
    long patience = System.nanoTime() + TimeUnit.MINUTES.toNanos(15);
    while (!missing.isEmpty()) {
      int sample = Math.min(20, missing.size());
      int before = missing.size();
      // The last ones first: pages come about in the order of their posts.
      for (int i = missing.size() - 1; i >= before - sample; i--) {
        if (galley.has(missing.get(i), text)) {
          missing.remove(i);
        }
      }
      if (missing.size() == before - sample) {
        for (int i = missing.size() - 1; i >= 0; i--) {
          if (galley.has(missing.get(i), text)) {
            missing.remove(i);
          }
        }
      } else {
        Thread.sleep(100);
      }
      if (System.nanoTime() > patience) {
        System.out.println("Not there after all this time: " + missing.size() + ", such as " + missing.subList(0, Math.min(5, missing.size())));
        return;
      }
    }
  }

  /** Asks for pages all the time, and publishes a single post every few seconds. */
  private static final class Watching implements AutoCloseable {
    private final Galley galley;
    private final AtomicBoolean over = new AtomicBoolean();
    private final List<Double> pages = new ArrayList<>();
    private final List<Double> publications = new CopyOnWriteArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private int failed;

    Watching(Galley galley) {
      this.galley = galley;
      begin(this::read);
      begin(this::publish);
    }

    private void begin(Callable<?> action) {
      Thread thread =
          new Thread(
              () -> {
                try {
                  while (!over.get()) {
                    action.call();
                  }
                } catch (Exception e) {
                  System.out.println("watching ended: " + e);
                }
              });
      thread.setDaemon(true);
      thread.start();
      threads.add(thread);
    }

    private Object read() throws Exception {
      Thread.sleep(20);
      long start = System.nanoTime();
      Answer answer = galley.call("GET", "/start", null, null, null);
      if (answer.status == 200) {
        pages.add(seconds(start) * 1000);
      } else if (!pages.isEmpty()) {
        failed++;
      }
      return answer;
    }

    private Object publish() throws Exception {
      Thread.sleep(2000);
      String slug = "single-" + Long.toString(System.nanoTime(), 36);
      byte[] post =
          ("{\"slug\":\"" + slug + "\",\"title\":\"Single\",\"kind\":\"blog\",\"body\":\"A paragraph.\"}")
              .getBytes(StandardCharsets.UTF_8);
      Answer created = galley.call("POST", "/api/posts", "application/json", post, null);
      long start = System.nanoTime();
      byte[] how = "{\"update\":\"silent\"}".getBytes(StandardCharsets.UTF_8);
      galley.call("POST", URI.create(created.location).getPath() + "/publish", "application/json", how, created.etag);
      while (!galley.has(slug, "") && !over.get()) {
        Thread.sleep(5);
      }
      publications.add(seconds(start) * 1000);
      return slug;
    }

    /** How many single posts were published. */
    int published() {
      return publications.size();
    }

    void report() throws Exception {
      close();
      row("a page meanwhile, ms", pages);
      System.out.println("  pages that failed meanwhile: " + failed);
      row("a single publication until its page, ms", publications);
    }

    private static void row(String name, List<Double> values) {
      double[] sorted = values.stream().mapToDouble(d -> d).sorted().toArray();
      if (sorted.length > 0) {
        System.out.printf(
            Locale.ROOT,
            "  %-40s %5d times, p50 %7.1f  p99 %7.1f  max %7.1f%n",
            name,
            sorted.length,
            sorted[sorted.length / 2],
            sorted[(int) (sorted.length * 0.99)],
            sorted[sorted.length - 1]);
      }
    }

    @Override
    public void close() throws Exception {
      over.set(true);
      for (Thread thread : threads) {
        thread.join();
      }
    }
  }

  private record Answer(int status, String body, String etag, String location) {}

  /** A Galley of its own data folder. */
  private static final class Galley implements AutoCloseable {
    final long started = System.nanoTime();
    long ready;
    private final Process process;
    private String url = "";
    private String token = "";

    private Galley(Process process) {
      this.process = process;
    }

    static Galley start(Path launcher, Path data, String javaOptions) throws Exception {
      Path endpoint = data.resolve("run/endpoint.json");
      Files.deleteIfExists(endpoint);
      ProcessBuilder builder =
          new ProcessBuilder(
              launcher.toString(), "--data", data.toString(), "--port", "0", "--kafka-port", "0");
      int port = 20_000 + (int) (Math.random() * 20_000);
      builder.command().set(4, Integer.toString(port));
      builder.command().set(6, Integer.toString(port + 1));
      builder.environment().put("GALLEY_JAVA_OPTS", javaOptions);
      builder.redirectErrorStream(true);
      builder.redirectOutput(ProcessBuilder.Redirect.appendTo(data.resolveSibling("galley.log").toFile()));
      Galley galley = new Galley(builder.start());
      while (galley.url.isEmpty()) {
        Thread.sleep(50);
        if (!galley.process.isAlive()) {
          throw new IllegalStateException("Galley ended; see galley.log");
        }
        if (Files.exists(endpoint) && Files.size(endpoint) > 0) {
          String text = Files.readString(endpoint);
          galley.token = field(text, "token");
          galley.url = field(text, "url").replaceAll("/$", "");
        }
      }
      galley.ready = System.nanoTime();
      return galley;
    }

    boolean has(String slug, String text) throws IOException {
      Answer answer = call("GET", "/" + slug, null, null, null);
      return answer.status == 200 && answer.body.contains(text);
    }

    /** How often this process has done something. */
    double measure(Pattern count) throws IOException {
      Matcher found = count.matcher(call("GET", "/metrics", null, null, null).body());
      return found.find() ? Double.parseDouble(found.group(1)) : 0;
    }

    /** By Java's older client: it takes a quarter of what the newer one takes of the same cores. */
    Answer call(String method, String path, String type, byte[] body, String ifMatch) throws IOException {
      HttpURLConnection request = (HttpURLConnection) URI.create(url + path).toURL().openConnection();
      request.setRequestMethod(method);
      request.setInstanceFollowRedirects(false);
      if (path.startsWith("/api/")) {
        request.setRequestProperty("Authorization", "Bearer " + token);
      }
      if (ifMatch != null) {
        request.setRequestProperty("If-Match", ifMatch);
      }
      if (body != null) {
        request.setRequestProperty("Content-Type", type);
        request.setDoOutput(true);
        request.setFixedLengthStreamingMode(body.length);
        request.getOutputStream().write(body);
      }
      int status = request.getResponseCode();
      try (InputStream in = status >= 400 ? request.getErrorStream() : request.getInputStream()) {
        return new Answer(
            status,
            in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8),
            request.getHeaderField("ETag"),
            request.getHeaderField("Location"));
      }
    }

    /** What it took until now. */
    void report() throws IOException {
      double cpu = process.toHandle().info().totalCpuDuration().map(d -> d.toMillis() / 1000.0).orElse(0.0);
      Path status = Path.of("/proc", Long.toString(process.pid()), "status");
      String memory =
          Files.exists(status)
              ? Files.readAllLines(status).stream().filter(l -> l.startsWith("VmHWM")).findFirst().orElse("")
              : "";
      System.out.printf(Locale.ROOT, "  processor time %.1f s, memory %s%n", cpu, memory.replaceAll("\\s+", " "));
    }

    @Override
    public void close() throws Exception {
      process.destroy();
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    }
  }

  /** As many copies as it takes, the last one cut. */
  private static List<List<Snip>> copies(Path snips, int count) throws IOException {
    List<Path> files;
    try (Stream<Path> found = Files.walk(snips)) {
      files = found.filter(Files::isRegularFile).sorted().toList();
    }
    List<List<Snip>> copies = new ArrayList<>();
    int made = 0;
    for (int copy = 0; made < count; copy++) {
      List<Snip> all = new ArrayList<>();
      for (Path file : files.subList(0, Math.min(files.size(), count - made))) {
        String path = snips.relativize(file).toString().replace('\\', '/');
        String text = Files.readString(file, StandardCharsets.UTF_8);
        String slug = slug(file, text);
        // The first keep their names, so that what they include is there.
        if (copy > 0) {
          slug += "-copy-" + copy;
          text = NAME.matcher(text).replaceAll(Matcher.quoteReplacement(":name: " + slug));
          path = path.replaceFirst("([^/.]+)((\\.[^/]*)?)$", "$1-copy-" + copy + "$2");
        }
        all.add(new Snip(slug, path, text));
      }
      made += all.size();
      copies.add(all);
    }
    return copies;
  }

  private static String slug(Path file, String text) {
    Matcher name = Pattern.compile("(?m)^:name: *(.*)$").matcher(text);
    return name.find() ? name.group(1).replaceAll("[\"']", "").strip() : file.getFileName().toString().replaceFirst("\\..*", "");
  }

  private static byte[] archive(List<Snip> snips, int copy) throws IOException {
    var bytes = new java.io.ByteArrayOutputStream();
    try (OutputStream out = bytes;
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Snip snip : snips) {
        zip.putNextEntry(new ZipEntry("snips/" + snip.path()));
        zip.write(snip.text().getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }

  /** The same posts for Hugo, with a theme of one page, lists, and its feed. */
  private static double hugo(List<List<Snip>> copies, Path site) throws Exception {
    write(
        site.resolve("config.toml"),
        """
        baseURL = "https://example.com/"
        title = "Go Free Range"
        theme = []
        disableKinds = ["section"]
        [taxonomies]
        author = "authors"
        [permalinks]
        posts = "/:slug/"
        [markup.goldmark.renderer]
        unsafe = true
        [markup.highlight]
        codeFences = false
        """);
    String head =
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>{{ .Title }}</title>"
            + "<link rel=\"canonical\" href=\"{{ .Permalink }}\"></head><body>";
    write(
        site.resolve("layouts/_default/single.html"),
        head
            + "<article class=\"h-entry\"><h1>{{ .Title }}</h1><time datetime=\"{{ .Date }}\">{{ .Date.Format \"2 January 2006\" }}</time>"
            + "{{ range .Params.authors }}<a href=\"/authors/{{ . }}/\">{{ . }}</a>{{ end }}"
            + "<div class=\"e-content\">{{ .Content }}</div></article></body></html>");
    write(
        site.resolve("layouts/_default/list.html"),
        head
            + "{{ range (.Paginate .Pages 20).Pages }}<article><h2><a href=\"{{ .RelPermalink }}\">{{ .Title }}</a></h2><p>{{ .Summary }}</p></article>{{ end }}</body></html>");
    write(
        site.resolve("layouts/index.html"),
        head
            + "{{ range (.Paginate .Site.RegularPages 20).Pages }}<article><h2><a href=\"{{ .RelPermalink }}\">{{ .Title }}</a></h2><p>{{ .Summary }}</p></article>{{ end }}</body></html>");
    for (List<Snip> copy : copies) {
      for (Snip snip : copy) {
        boolean html = snip.path().endsWith(".html");
        write(site.resolve("content/posts/" + snip.slug() + (html ? ".html" : ".md")), frontMatter(snip));
      }
    }
    long start = System.nanoTime();
    Process build =
        new ProcessBuilder("hugo", "--quiet")
            .directory(site.toFile())
            .redirectErrorStream(true)
            .redirectOutput(site.resolveSibling("hugo.log").toFile())
            .start();
    if (build.waitFor() != 0) {
      throw new IllegalStateException("Hugo failed; see hugo.log");
    }
    return seconds(start);
  }

  private static String frontMatter(Snip snip) {
    Matcher metadata = METADATA.matcher(snip.text());
    int end = metadata.find() ? metadata.start() : snip.text().length();
    Map<String, String> keys = new LinkedHashMap<>();
    KEY.matcher(snip.text().substring(end)).results().forEach(key -> keys.put(key.group(1), key.group(2).strip()));
    String body = snip.text().substring(0, end).strip();
    Matcher heading = HEADING.matcher(body);
    String title = keys.getOrDefault("page_title", heading.find() ? heading.group(1) : snip.slug());
    Matcher day = DAY.matcher(keys.getOrDefault("created_at", ""));
    return "---\ntitle: '"
        + title.replaceAll("^[\"']|[\"']$", "").replace("'", "''")
        + "'\nslug: "
        + snip.slug()
        + "\ndate: "
        + (day.find() ? day.group() : "2010-01-01")
        + (keys.containsKey("author") ? "\nauthors: [" + keys.get("author") + "]" : "")
        + "\n---\n"
        // Its own template tags begin like this and mean something else to Hugo.
        + body.replace("{{", "{ {");
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
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
