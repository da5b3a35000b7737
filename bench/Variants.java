import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * How many smaller pictures are made in a second, and served when they are made.
 *
 * <pre>java bench/Variants.java [--width 640] [--readers 2] http://127.0.0.1:8080 PATH...</pre>
 *
 * Each path is asked for once as WebP and once as what it is, then all again. A Galley that has made them before tells
 * only the second figure: start it with an empty cache.
 */
public class Variants {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  public static void main(String[] args) throws Exception {
    List<String> paths = new ArrayList<>(Arrays.asList(args));
    int width = option(paths, "--width", 640);
    int readers = option(paths, "--readers", 2);
    String site = paths.remove(0).replaceAll("/+$", "");
    List<HttpRequest> requests = new ArrayList<>();
    for (String accept : List.of("image/webp", "*/*")) {
      for (String path : paths) {
        requests.add(HttpRequest.newBuilder(URI.create(site + path + "?w=" + width)).header("Accept", accept).build());
      }
    }
    ExecutorService pool = Executors.newFixedThreadPool(readers);
    for (String what : List.of("made and served", "served")) {
      long start = System.nanoTime();
      List<Future<HttpResponse<byte[]>>> answers = new ArrayList<>();
      for (HttpRequest request : requests) {
        answers.add(pool.submit(() -> HTTP.send(request, BodyHandlers.ofByteArray())));
      }
      int good = 0;
      long bytes = 0;
      for (Future<HttpResponse<byte[]>> answer : answers) {
        good += answer.get().statusCode() == 200 ? 1 : 0;
        bytes += answer.get().body().length;
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      System.out.printf(
          Locale.ROOT, "%s: %d of %d, %,d bytes, %.1f a second%n", what, good, requests.size(), bytes, good / seconds);
    }
    pool.shutdown();
  }

  private static int option(List<String> args, String name, int otherwise) {
    int at = args.indexOf(name);
    if (at < 0) {
      return otherwise;
    }
    args.remove(at);
    return Integer.parseInt(args.remove(at));
  }
}
