import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * How long an editor waits for lists, searches and saving in a site of many posts.
 *
 * <pre>
 * java bench/Editing.java fill --url http://127.0.0.1:8080 --token glly_... --posts 20000
 * java bench/Editing.java --url http://127.0.0.1:8080 --token glly_... --times 1000
 * </pre>
 *
 * The first fills a Galley that is running, two thirds of it as drafts; the second measures, one request after the other. With
 * {@code --pid} it also tells how much processor time Galley took for each, which the load of others does not change.
 */
public class Editing {

  private static final int POSTS_AN_ARCHIVE = 2000;
  private static final int WORDS_A_POST = 300;
  private static final String[] WORDS = words();
  private static final Pattern ID = Pattern.compile("\"id\":\"([0-9a-f-]{36})\"");
  private static final Pattern NEXT = Pattern.compile("\"next\":\"([^\"]+)\"");

  private final HttpClient http = HttpClient.newHttpClient();
  private final Random random = new Random(1);
  private final String url;
  private final String token;
  private final String pid;

  private Editing(String url, String token, String pid) {
    this.url = url;
    this.token = token;
    this.pid = pid;
  }

  public static void main(String[] args) throws Exception {
    List<String> options = Arrays.asList(args);
    Editing editing = new Editing(option(options, "--url", "http://127.0.0.1:8080"), option(options, "--token", ""), option(options, "--pid", ""));
    if (options.contains("fill")) {
      editing.fill(Integer.parseInt(option(options, "--posts", "20000")));
    } else {
      editing.measure(Integer.parseInt(option(options, "--times", "1000")));
    }
  }

  private void fill(int posts) throws Exception {
    for (int from = 0; from < posts; from += POSTS_AN_ARCHIVE) {
      boolean publish = from / POSTS_AN_ARCHIVE % 3 == 0;
      byte[] zip = archive(from, Math.min(posts, from + POSTS_AN_ARCHIVE));
      HttpResponse<String> answer = send("POST", "/api/import?publish=" + publish, "application/zip", zip, null);
      System.out.printf("%d posts: %d%n", from + POSTS_AN_ARCHIVE, answer.statusCode());
    }
  }

  private byte[] archive(int from, int to) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (int number = from; number < to; number++) {
        zip.putNextEntry(new ZipEntry("posts/post-" + number + ".md"));
        zip.write(post(number).getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }

  private String post(int number) {
    StringBuilder text = new StringBuilder("---\ntitle: Post " + number + "\nslug: post-" + number + "\ndate: 2020-01-01\n---\n\n");
    for (int word = 0; word < WORDS_A_POST; word++) {
      text.append(WORDS[random.nextInt(WORDS.length)]).append(word % 12 == 11 ? ".\n\n" : " ");
    }
    return text.append("Only here: needle").append(number).append(".\n").toString();
  }

  private void measure(int times) throws Exception {
    report("the first page of the list", times, () -> get("/api/posts?limit=30"));
    report("the drafts", times, () -> get("/api/posts?limit=30&state=DRAFT"));
    String next = NEXT.matcher(get("/api/posts?limit=30")).results().findFirst().orElseThrow().group(1);
    report("the next page", times, () -> get("/api/posts?limit=30&cursor=" + next));
    report("a common word", times, () -> get("/api/posts?limit=30&q=" + WORDS[random.nextInt(WORDS.length)]));
    report("two words", times, () -> get("/api/posts?limit=30&q=" + WORDS[random.nextInt(WORDS.length)] + "+" + WORDS[random.nextInt(WORDS.length)]));
    report("a rare word", times, () -> get("/api/posts?limit=30&q=needle" + random.nextInt(20000)));
    report("nothing found", times, () -> get("/api/posts?limit=30&q=haystack" + random.nextInt(20000)));
    report("the drafts with a word", times, () -> get("/api/posts?limit=30&state=DRAFT&q=" + WORDS[random.nextInt(WORDS.length)]));
    List<String> ids = new ArrayList<>();
    Matcher found = ID.matcher(get("/api/posts?limit=200"));
    while (found.find()) {
      ids.add(found.group(1));
    }
    report("reading a post", times, () -> get("/api/posts/" + ids.get(random.nextInt(ids.size()))));
    report("saving a text", times, () -> save(ids.get(random.nextInt(ids.size()))));
    report("a search after a change", times, () -> get("/api/posts?limit=30&q=needle" + random.nextInt(20000)), () -> save(ids.get(random.nextInt(ids.size()))));
  }

  private String get(String path) throws Exception {
    HttpResponse<String> answer = send("GET", path, null, null, null);
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(path + ": " + answer.statusCode() + " " + answer.body());
    }
    return answer.body();
  }

  private String save(String id) throws Exception {
    byte[] change = ("{\"summary\":\"Saved " + random.nextInt() + "\"}").getBytes(StandardCharsets.UTF_8);
    HttpResponse<String> answer = send("PATCH", "/api/posts/" + id, "application/merge-patch+json", change, "*");
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(answer.statusCode() + " " + answer.body());
    }
    return answer.body();
  }

  private HttpResponse<String> send(String method, String path, String type, byte[] body, String ifMatch) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url + path))
            .header("Authorization", "Bearer " + token)
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    if (type != null) {
      request.header("Content-Type", type);
    }
    if (ifMatch != null) {
      request.header("If-Match", ifMatch);
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private void report(String what, int times, Callable<?> action, Callable<?>... before) throws Exception {
    double[] millis = new double[times];
    double processor = 0;
    for (int i = -20; i < times; i++) {
      for (Callable<?> each : before) {
        each.call();
      }
      if (i == 0) {
        processor = processorMillis();
      }
      long start = System.nanoTime();
      action.call();
      if (i >= 0) {
        millis[i] = (System.nanoTime() - start) / 1e6;
      }
    }
    Arrays.sort(millis);
    System.out.printf(
        Locale.ROOT,
        "| %s | %.1f | %.1f | %.1f | %.1f |%n",
        what,
        before.length > 0 ? Double.NaN : (processorMillis() - processor) / times,
        millis[times / 2],
        millis[(int) Math.ceil(times * 0.99) - 1],
        millis[times - 1]);
  }

  /** Of all threads; in hundredths of a second on Linux. */
  private double processorMillis() throws Exception {
    if (pid.isEmpty()) {
      return Double.NaN;
    }
    String stat = Files.readString(Path.of("/proc", pid, "stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return 10.0 * (Long.parseLong(fields[11]) + Long.parseLong(fields[12]));
  }

  /** Made up, so that a common word is in a tenth of all posts. */
  private static String[] words() {
    String[] syllables = "ba be bi bo bu da de di do du ka ke ki ko ku la le li lo lu ma me mi mo mu na ne ni no nu ra re ri ro ru sa se si so su ta te ti to tu".split(" ");
    Random random = new Random(7);
    String[] words = new String[3000];
    for (int i = 0; i < words.length; i++) {
      words[i] = syllables[random.nextInt(45)] + syllables[random.nextInt(45)] + syllables[random.nextInt(45)];
    }
    return words;
  }

  private static String option(List<String> options, String name, String fallback) {
    int at = options.indexOf(name);
    return at < 0 ? fallback : options.get(at + 1);
  }
}
