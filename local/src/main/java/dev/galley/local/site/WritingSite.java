package dev.galley.local.site;

import dev.galley.local.site.SiteFolder.Kept;
import dev.galley.local.site.SiteFolder.Outcome;
import dev.galley.local.site.Source.Answer;
import dev.galley.web.Sha256;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Copies the public site of a running Galley into a folder: what each address of its table answers,
 * as a file. A second run asks only for what has changed, and removes what is gone.
 *
 * <p>Files come before what refers to them, and what is gone goes last, so that a folder that is
 * being served is never without a page that it names.
 */
public final class WritingSite {

  private static final List<String> FEEDS = List.of("/feed.xml", "/rss.xml", "/feed.json");

  /** What feed-service answers beside feeds; the second leads to the feed. */
  private static final List<String> BESIDE_FEEDS = List.of("/feed.css", "/GoFreeRangeBlog");

  private static final Pattern LIST = Pattern.compile("/|/archive|/(?:tags|authors)/[^/?]+");
  private static final Pattern LOADED =
      Pattern.compile("/(?:images|theme)/.*|/favicon.*|/feed\\.css");

  /** No address of a post can be so. */
  private static final String NOWHERE = "/" + SiteFolder.OWN;

  private static final int ADDRESSES_APART = 1000;
  private static final int MAX_TRIES = 20;
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final Source source;
  private final SiteFolder folder;
  private final PrintStream out;
  private final Duration pause;
  private final Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
  private final Map<String, String> moved = new TreeMap<>();
  private final Map<String, String> paged = new TreeMap<>();
  private final Map<String, byte[]> gone = new TreeMap<>();
  private final List<String> failed = new ArrayList<>();
  private StaticLinks links = new StaticLinks("");
  private boolean complete = true;

  private WritingSite(Source source, SiteFolder folder, PrintStream out, Duration pause) {
    this.source = source;
    this.folder = folder;
    this.out = out;
    this.pause = pause;
  }

  /**
   * Copies the site.
   *
   * @param out gets the progress and a summary
   * @return whether all of it is there
   * @throws IOException when the disk fails, or another run has the folder; the next run goes on
   */
  public static boolean into(Path folder, Source source, PrintStream out) throws IOException {
    return into(folder, source, out, PAUSE);
  }

  /**
   * Copies the site.
   *
   * @param pause before an address is asked for again
   */
  static boolean into(Path folder, Source source, PrintStream out, Duration pause)
      throws IOException {
    try (SiteFolder files = new SiteFolder(folder)) {
      return new WritingSite(source, files, out, pause).run();
    } catch (SiteFolder.InUse e) {
      throw new IOException("another run is writing there", e);
    }
  }

  private boolean run() throws IOException {
    Source.Addresses table = source.addresses();
    links = new StaticLinks(table.site());
    Deque<String> waiting = new ArrayDeque<>(ordered(table.paths()));
    Set<String> seen = new HashSet<>(waiting);
    int asked = 0;
    while (!waiting.isEmpty()) {
      String address = waiting.remove();
      for (String further : copy(address)) {
        if (seen.add(further)) {
          waiting.add(further);
        }
      }
      if (++asked % ADDRESSES_APART == 0) {
        out.printf("%d of %d addresses%n", asked, seen.size());
      }
    }
    writeRest(table.patterns());
    int removed = folder.finish(complete);
    summary(asked, removed);
    return failed.isEmpty();
  }

  /** What pages load comes before them, and the lists after the pages. */
  private static List<String> ordered(List<String> paths) {
    List<String> all = new ArrayList<>(paths);
    for (String path : paths) {
      if (LIST.matcher(path).matches() && !path.equals("/archive")) {
        FEEDS.forEach(feed -> all.add(path.equals("/") ? feed : path + feed));
      }
    }
    all.addAll(BESIDE_FEEDS);
    all.sort(Comparator.comparingInt(WritingSite::turn));
    return all.stream().distinct().toList();
  }

  private static int turn(String path) {
    if (LOADED.matcher(path).matches()) {
      return 0;
    }
    boolean afterPages =
        LIST.matcher(path).matches()
            || FEEDS.stream().anyMatch(path::endsWith)
            || path.startsWith("/sitemap");
    return afterPages ? 2 : 1;
  }

  /** Copies what is at an address, and tells where it leads that the table does not name. */
  private List<String> copy(String address) throws IOException {
    Optional<Kept> known = folder.known(address);
    Answer answer = ask(address, known.map(Kept::tag).orElse(""));
    if (known.isPresent() && answer.status() == 304) {
      count(folder.keep(known.get()));
      return led(address, known.get().leadsTo());
    }
    switch (answer.status()) {
      case 200 -> {
        StaticLinks.Copied copied = links.copied(answer.body(), answer.contentType());
        List<String> leadsTo = List.copyOf(copied.leadsTo());
        boolean page = answer.contentType().startsWith("text/html");
        write(
            address, file(StaticLinks.path(address), page), copied.bytes(), answer.tag(), leadsTo);
        return led(address, leadsTo);
      }
      case 301, 302, 307, 308 -> moved.put(address, answer.location());
      case 410 -> gone.put(address, answer.body());
      case 400, 401, 403, 404 -> {
        // No feed of that list, gone since the table was made, or an old address of a post that is
        // no reader's here.
      }
      default -> {
        failed.add(address + ": answered with " + answer.status());
        complete = false;
      }
    }
    return List.of();
  }

  private List<String> led(String address, List<String> leadsTo) {
    if (address.contains("?")) {
      paged.put(address, StaticLinks.path(address));
    }
    return leadsTo;
  }

  private Answer ask(String address, String tag) throws IOException {
    for (int tries = 1; ; tries++) {
      Answer answer = source.get(address, tag.isEmpty() ? null : tag);
      if (answer.status() != 503 && answer.status() != 429) {
        return answer;
      }
      if (tries == MAX_TRIES) {
        if (!address.equals(NOWHERE) && isAnswering()) {
          return answer;
        }
        throw new IOException("Galley does not answer: " + answer.status() + " at " + address);
      }
      pause();
    }
  }

  /** Then it is the one address that cannot be had, such as a file that the store has lost. */
  private boolean isAnswering() throws IOException {
    return source.get(NOWHERE, null).status() == 404;
  }

  private void pause() throws IOException {
    try {
      Thread.sleep(pause.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted", e);
    }
  }

  /** A page is the index of its folder: that is where every web server looks. */
  private static String file(String address, boolean page) {
    String path = decoded(address).replaceFirst("^/", "").replaceFirst("/$", "");
    if (!page) {
      return path;
    }
    return path.isEmpty() ? "index.html" : path + "/index.html";
  }

  private static String decoded(String address) {
    try {
      return URLDecoder.decode(address.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return address;
    }
  }

  private void write(String address, String path, byte[] bytes, String tag, List<String> leadsTo)
      throws IOException {
    if (!SiteFolder.isUsable(path) || path.startsWith(SiteFolder.OWN + "/")) {
      failed.add(address + ": cannot be the name of a file");
      return;
    }
    put(address, path, bytes, tag, leadsTo);
  }

  private void own(String path, byte[] bytes) throws IOException {
    put("", path, bytes, "", List.of());
  }

  private void put(String address, String path, byte[] bytes, String tag, List<String> leadsTo)
      throws IOException {
    try {
      Outcome outcome =
          folder.write(new Kept(path, Sha256.hex(bytes), tag, address, leadsTo), bytes);
      count(outcome);
      if (outcome == Outcome.FOREIGN) {
        failed.add(path + ": there is a file that is not of this site; it stays");
      }
    } catch (FileAlreadyExistsException | DirectoryNotEmptyException | InvalidPathException e) {
      failed.add(path + ": another file of the site is in its way");
    } catch (FileSystemException e) {
      throw new IOException(
          path + " cannot be written: " + Optional.ofNullable(e.getReason()).orElse("refused"), e);
    }
  }

  private void count(Outcome outcome) {
    outcomes.merge(outcome, 1, Integer::sum);
  }

  /** What servers answer otherwise than with a file of the same name. */
  private void writeRest(Map<String, String> patterns) throws IOException {
    Answer nothing = ask(NOWHERE, "");
    if (nothing.status() == 404) {
      own("404.html", links.copied(nothing.body(), nothing.contentType()).bytes());
    }
    Map<String, String> pagesOfGone = new TreeMap<>();
    for (Map.Entry<String, byte[]> one : gone.entrySet()) {
      String name = Sha256.hex(one.getValue()).substring(0, 16);
      pagesOfGone.put(one.getKey(), name);
      own(SiteFolder.OWN + "/gone/" + name + ".html", one.getValue());
    }
    ServerRules rules = new ServerRules(moved, paged, patterns, pagesOfGone, WritingSite::decoded);
    own("_redirects", rules.redirects());
    own(SiteFolder.OWN + "/nginx-http.conf", rules.nginxMaps());
    own(SiteFolder.OWN + "/nginx-server.conf", ServerRules.nginxServer());
    // Without it GitHub Pages leaves out what begins with an underscore.
    own(".nojekyll", new byte[0]);
    for (Map.Entry<String, String> redirect : moved.entrySet()) {
      byte[] page = ServerRules.redirectPage(redirect.getValue());
      String path = file(redirect.getKey(), true);
      write(redirect.getKey(), path, page, "", List.of());
      if (!path.replaceFirst("/index\\.html$", "").contains(".")) {
        write(redirect.getKey(), path.replaceFirst("/index\\.html$", ".html"), page, "", List.of());
      }
    }
  }

  private void summary(int asked, int removed) {
    failed.forEach(failure -> out.println("not copied  " + failure));
    out.printf(
        "%d addresses: %d files written, %d unchanged, %d removed; %d redirects, %d gone%n",
        asked,
        outcomes.getOrDefault(Outcome.WRITTEN, 0),
        outcomes.getOrDefault(Outcome.UNCHANGED, 0),
        removed,
        moved.size(),
        gone.size());
  }
}
