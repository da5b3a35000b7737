package dev.galley.local.command.importing;

import dev.galley.local.assets.AssetSource;
import dev.galley.local.assets.AssetSource.Foreign;
import dev.galley.local.command.client.CommandFailed;
import dev.galley.local.command.client.GalleyApi;
import dev.galley.post.asset.AssetName;
import dev.galley.post.asset.AssetTable;
import dev.galley.post.asset.inspect.RefusedAsset;
import dev.galley.web.OneLine;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Sends files of another system to a Galley, some at a time, and says what became of each. Only
 * their names are kept in memory.
 */
public final class ImportingAssets {

  private static final int AT_A_TIME = 4;
  private static final String IMAGES = "/images/";
  private static final Set<String> HERE = Set.of("stored", "replaced", "unchanged");

  /** Before what would become of a file: it is not here for that. */
  private static final String PLANNED = "dry run: ";

  private final GalleyApi api;
  private final PrintStream out;
  private final @Nullable String formerFolder;
  private final boolean dryRun;
  private final Map<String, Integer> totals = new TreeMap<>();
  private volatile @Nullable RuntimeException failure;

  /**
   * @param formerFolder where all files were on their site; null where that is not known
   */
  public ImportingAssets(
      GalleyApi api, PrintStream out, @Nullable String formerFolder, boolean dryRun) {
    this.api = api;
    this.out = out;
    this.formerFolder =
        formerFolder == null ? null : AssetTable.path(formerFolder).replaceAll("/+$", "") + "/";
    this.dryRun = dryRun;
  }

  /**
   * Imports.
   *
   * @param report gets a line for each file, and says which are here already
   * @param redirects gets the old addresses that no file here can have
   * @return whether none was rejected
   * @throws CommandFailed when Galley does not answer, or the source cannot be read on; the same
   *     again goes on
   */
  public boolean run(AssetSource files, @Nullable Path report, @Nullable Path redirects)
      throws IOException {
    Set<String> here = report == null || dryRun ? Set.of() : here(report);
    ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME);
    Semaphore waiting = new Semaphore(2 * AT_A_TIME);
    try (Writer lines = writer(report);
        Writer leading = writer(dryRun ? null : redirects)) {
      try {
        files.forEach(
            file -> {
              if (here.contains(file.name())) {
                count("here");
                return;
              }
              acquire(waiting);
              threads.execute(
                  () -> {
                    try {
                      bring(file, lines, leading);
                    } catch (RuntimeException e) {
                      failure = e;
                    } finally {
                      waiting.release();
                    }
                  });
            });
      } catch (IOException e) {
        // Those that are on their way arrive, and are told of.
        failure = new CommandFailed(e.getMessage() + "\nThe rest is not imported.", e);
      }
      threads.shutdown();
      awaitEnd(threads);
    } finally {
      threads.shutdownNow();
    }
    throwFailure();
    say();
    return !totals.containsKey("rejected");
  }

  private void throwFailure() {
    RuntimeException failed = failure;
    if (failed != null) {
      throw failed;
    }
  }

  private void acquire(Semaphore waiting) {
    try {
      waiting.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailed("Interrupted", e);
    }
    throwFailure();
  }

  private static void awaitEnd(ExecutorService threads) {
    try {
      if (!threads.awaitTermination(1, TimeUnit.HOURS)) {
        throw new CommandFailed("The last files do not end; the same again goes on");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailed("Interrupted", e);
    }
  }

  private static Set<String> here(Path report) throws IOException {
    if (!Files.exists(report)) {
      return Set.of();
    }
    try (Stream<String> lines = Files.lines(report)) {
      return lines
          .map(line -> line.split("\t", -1))
          .filter(columns -> columns.length > 1 && HERE.contains(columns[0]))
          .map(columns -> columns[1])
          .collect(Collectors.toCollection(HashSet::new));
    } catch (UncheckedIOException e) {
      throw new CommandFailed(report + " is no report of an import", e);
    }
  }

  private Writer writer(@Nullable Path file) throws IOException {
    return file == null
        ? Writer.nullWriter()
        : Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private void bring(Foreign file, Writer lines, Writer leading) {
    List<String> former = new ArrayList<>(file.former());
    if (formerFolder != null) {
      former.add(formerFolder + file.name().substring(IMAGES.length() - 1));
    }
    List<String> names =
        former.stream()
            .filter(address -> address.startsWith(IMAGES))
            .map(address -> address.substring(1))
            .toList();
    GalleyApi.Sent sent;
    try {
      // Before anything is sent: a server on the way might take such a name for another address.
      AssetName.checked(file.name());
      former.forEach(ImportingAssets::refuseNoPath);
      sent = api.send(address(file, names), file.content()::open);
    } catch (RefusedAsset | GalleyApi.Unreadable e) {
      sent = new GalleyApi.Sent("rejected", String.valueOf(e.getMessage()));
    } catch (GalleyApi.ConnectionLost e) {
      // A server need not read on when it has seen enough.
      api.get("/api/replication");
      sent = new GalleyApi.Sent("rejected", "the connection broke; it may be too large");
    }
    synchronized (this) {
      tell(file, sent, lines);
      if (HERE.contains(sent.outcome())) {
        former.stream()
            .filter(address -> !address.startsWith(IMAGES))
            .forEach(
                address -> write(leading, encoded(address) + " /" + encoded(file.name()) + "\n"));
      }
    }
  }

  /** One line of redirects that cannot be read would keep the site from starting. */
  private static void refuseNoPath(String address) {
    if (!address.startsWith("/") || address.equals("/")) {
      throw new RefusedAsset("its old address '" + address + "' names nothing on a site");
    }
  }

  private String address(Foreign file, List<String> names) {
    StringBuilder address = new StringBuilder("/api/assets/import/" + encoded(file.name()));
    address.append("?dryRun=").append(dryRun);
    names.forEach(name -> address.append("&former=").append(parameter(name)));
    if (file.alt() != null) {
      address.append("&alt=").append(parameter(file.alt()));
    }
    return address
        .append("&decorative=")
        .append(file.decorative())
        .append("&shared=")
        .append(!file.isPrivate())
        .toString();
  }

  private static String parameter(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** Also the asterisk, which means more in a file of redirects. */
  private static String encoded(String path) {
    return Stream.of(path.split("/", -1))
        .map(part -> parameter(part).replace("+", "%20").replace("*", "%2A"))
        .collect(Collectors.joining("/"));
  }

  private void tell(Foreign file, GalleyApi.Sent sent, Writer lines) {
    totals.merge(sent.outcome(), 1, Integer::sum);
    String name = OneLine.Rule.folded(file.name());
    String detail = OneLine.Rule.folded(sent.detail());
    out.printf("%-9s %s%s%n", sent.outcome(), name, detail.isEmpty() ? "" : ": " + detail);
    String outcome = dryRun ? PLANNED + sent.outcome() : sent.outcome();
    write(
        lines, String.join("\t", outcome, name, OneLine.Rule.folded(file.where()), detail) + "\n");
  }

  private static void write(Writer writer, String line) {
    try {
      writer.write(line);
      // Whoever is killed has written what was done.
      writer.flush();
    } catch (IOException e) {
      throw new CommandFailed("The report cannot be written: " + e.getMessage(), e);
    }
  }

  private synchronized void count(String outcome) {
    totals.merge(outcome, 1, Integer::sum);
  }

  private void say() {
    int all = totals.values().stream().mapToInt(Integer::intValue).sum();
    out.printf(
        "%d files%s%s%n",
        all,
        totals.entrySet().stream()
            .map(total -> total.getValue() + " " + total.getKey())
            .collect(Collectors.joining(", ", all == 0 ? "" : ": ", "")),
        dryRun ? "; nothing is imported" : "");
  }
}
