import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many requests a second addresses answer beside nginx, which serves the same bytes from files:
 *
 * <pre>java bench/Serving.java [--rounds 5] [--seconds 5] URL...</pre>
 *
 * Needs nginx and wrk. In each round wrk asks nginx and then each address in turn, so that what
 * disturbs the machine disturbs them alike; what counts is the median of the ratios. nginx has a
 * worker for each processor, sendfile and no log.
 */
public class Serving {

  private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([\\d.]+)");
  private static final int PORT = 18_980;

  public static void main(String[] args) throws Exception {
    List<String> urls = new ArrayList<>(Arrays.asList(args));
    int rounds = option(urls, "--rounds", 5);
    int seconds = option(urls, "--seconds", 5);
    Path folder = Files.createTempDirectory("bench-serving");
    // For the workers of nginx, which are somebody else.
    folder.toFile().setReadable(true, false);
    folder.toFile().setExecutable(true, false);
    try {
      measure(urls, rounds, seconds, folder);
    } finally {
      for (File file : folder.toFile().listFiles()) {
        file.delete();
      }
      Files.delete(folder);
    }
  }

  private static void measure(List<String> urls, int rounds, int seconds, Path folder)
      throws Exception {
    List<String> copies = new ArrayList<>();
    for (String url : urls) {
      byte[] bytes = bytes(url);
      // nginx finds the type by the ending, as it would for a site of files.
      String ending = url.matches(".*\\.\\w+$") ? url.replaceAll(".*\\.", "") : "html";
      String name = urls.indexOf(url) + "." + ending;
      Files.write(folder.resolve(name), bytes);
      copies.add("http://127.0.0.1:" + PORT + "/" + name);
      System.out.printf("%s: %,d bytes%n", url, bytes.length);
    }
    Process nginx = nginx(folder);
    try {
      for (String url : urls) {
        // The compiler has done what it will do.
        wrk(url, 15);
      }
      double[][] ratios = new double[urls.size()][rounds];
      for (int round = 0; round < rounds; round++) {
        for (int i = 0; i < urls.size(); i++) {
          double theirs = wrk(copies.get(i), seconds);
          double ours = wrk(urls.get(i), seconds);
          ratios[i][round] = ours / theirs;
          System.out.printf(
              Locale.ROOT,
              "round %d, %s: nginx %,.0f, Galley %,.0f, ratio %.2f%n",
              round + 1,
              urls.get(i),
              theirs,
              ours,
              ratios[i][round]);
        }
      }
      for (int i = 0; i < urls.size(); i++) {
        Arrays.sort(ratios[i]);
        System.out.printf(
            Locale.ROOT,
            "%s: median ratio %.2f (%.2f to %.2f)%n",
            urls.get(i),
            ratios[i][rounds / 2],
            ratios[i][0],
            ratios[i][rounds - 1]);
      }
    } finally {
      nginx.destroy();
      nginx.waitFor();
    }
  }

  private static int option(List<String> arguments, String name, int otherwise) {
    int at = arguments.indexOf(name);
    if (at < 0) {
      return otherwise;
    }
    int value = Integer.parseInt(arguments.get(at + 1));
    arguments.subList(at, at + 2).clear();
    return value;
  }

  private static byte[] bytes(String url) throws IOException, InterruptedException {
    HttpResponse<byte[]> response =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(url)).build(),
                HttpResponse.BodyHandlers.ofByteArray());
    if (response.statusCode() != 200) {
      throw new IllegalStateException(url + " answers " + response.statusCode());
    }
    return response.body();
  }

  private static Process nginx(Path folder) throws IOException, InterruptedException {
    Path settings = folder.resolve("nginx.conf");
    Files.writeString(
        settings,
        """
        daemon off; worker_processes auto; pid %1$s/nginx.pid; error_log stderr;
        events { worker_connections 1024; }
        http {
          include /etc/nginx/mime.types; sendfile on; tcp_nopush on; access_log off;
          keepalive_requests 1000000000;
          server { listen 127.0.0.1:%2$d; root %1$s; }
        }
        """
            .formatted(folder, PORT));
    Process nginx =
        new ProcessBuilder("/usr/sbin/nginx", "-c", settings.toString()).inheritIO().start();
    Thread.sleep(1_000);
    return nginx;
  }

  private static double wrk(String url, int seconds) throws IOException, InterruptedException {
    Process wrk =
        new ProcessBuilder("wrk", "-t1", "-c32", "-d" + seconds + "s", url)
            .redirectErrorStream(true)
            .start();
    String output;
    try (InputStream out = wrk.getInputStream()) {
      output = new String(out.readAllBytes(), StandardCharsets.UTF_8);
    }
    wrk.waitFor();
    Matcher rate = RATE.matcher(output);
    if (!rate.find() || output.contains("Non-2xx")) {
      throw new IllegalStateException(output);
    }
    return Double.parseDouble(rate.group(1));
  }
}
