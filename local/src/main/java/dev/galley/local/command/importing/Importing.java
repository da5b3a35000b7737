package dev.galley.local.command.importing;

import dev.galley.local.command.client.CommandFailed;
import dev.galley.local.command.client.GalleyApi;
import dev.galley.local.history.GitHistory;
import dev.galley.local.history.NoHistory;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Sends files to a Galley and says what became of each. */
public final class Importing {

  private final GalleyApi api;
  private final PrintStream out = System.out;
  private final List<String> links = new ArrayList<>();

  private final @Nullable Path reportFile;
  private final boolean history;

  /**
   * @param reportFile where the whole report goes as JSON, or null for nowhere
   * @param history whether to bring what git remembers of the files
   */
  public Importing(GalleyApi api, @Nullable Path reportFile, boolean history) {
    this.api = api;
    this.reportFile = reportFile;
    this.history = history;
  }

  /**
   * Imports.
   *
   * @param dryRun whether nothing is to be done, but said what would be
   * @param folder what the site's addresses are to begin with; null for as they are
   * @param wait whether to go on until all that was published is on the site and in the feeds
   * @return 0, or 1 when a file was rejected or its page could not be made
   */
  public int run(
      Path snips,
      @Nullable Path images,
      boolean publish,
      boolean dryRun,
      @Nullable String authority,
      @Nullable String folder,
      boolean wait) {
    JsonNode report = send(snips, images, path(snips, publish, dryRun, authority, folder), dryRun);
    keep(report);
    if (dryRun) {
      out.println("Nothing is imported; this is what would become of each file");
    }
    if (report.path("engine").isString()) {
      out.println("This is " + report.path("engine").asString());
    }
    for (JsonNode note : report.path("notes")) {
      out.println("warning: " + note.asString());
    }
    for (JsonNode file : report.path("files")) {
      print(file);
    }
    for (JsonNode asset : report.path("assets").path("files")) {
      if (isRejected(asset)) {
        print(asset);
      }
    }
    for (String link : links) {
      out.printf("%-9s %s: a symbolic link, which is not followed%n", "rejected", link);
    }
    JsonNode totals = report.path("totals");
    JsonNode assets = report.path("assets");
    int pages = totals.path("pages").asInt(0);
    if (pages > 0) {
      out.printf(
          "%d of kind page: on no front page, in no archive and in no feed;"
              + " with kind: blog in its file a post is there%n",
          pages);
    }
    printPlan(report, totals);
    out.printf(
        "%d files: %d created, %d updated, %d unchanged, %d rejected; %d published%s%n",
        totals.path("files").asInt() + links.size(),
        totals.path("created").asInt(),
        totals.path("updated").asInt(),
        totals.path("unchanged").asInt(),
        totals.path("rejected").asInt() + links.size(),
        totals.path("published").asInt(),
        dryRun ? "" : " now");
    out.printf(
        "images: %d stored, %d unchanged, %d rejected%n",
        assets.path("stored").asInt() + assets.path("replaced").asInt(),
        assets.path("unchanged").asInt(),
        assets.path("rejected").asInt());
    int rejected = totals.path("rejected").asInt() + assets.path("rejected").asInt() + links.size();
    boolean live = !wait || dryRun || new AwaitingPages(api, out).run(report.path("files"));
    return rejected == 0 && live ? 0 : 1;
  }

  /** What concerns many files together. */
  private void printPlan(JsonNode report, JsonNode totals) {
    Map<String, Integer> kinds = new TreeMap<>();
    for (JsonNode file : report.path("files")) {
      if (file.path("kind").isString()) {
        kinds.merge(file.path("kind").asString(), 1, Integer::sum);
      }
    }
    if (!kinds.isEmpty() && report.path("engine").isString()) {
      out.println("kinds: " + counts(kinds));
    }
    line("%d files of the engine's own left out%n", totals.path("skipped").asInt(0));
    line("%d old addresses lead to their posts%n", totals.path("redirects").asInt(0));
    Map<String, Integer> unread = new TreeMap<>();
    report
        .path("unread")
        .properties()
        .forEach(name -> unread.put(name.getKey(), name.getValue().asInt()));
    if (!unread.isEmpty()) {
      out.println("names in metadata that nothing reads: " + counts(unread));
    }
  }

  private void line(String format, int count) {
    if (count > 0) {
      out.printf(format, count);
    }
  }

  private static String counts(Map<String, Integer> counts) {
    return counts.entrySet().stream()
        .map(one -> one.getKey() + " (" + one.getValue() + ")")
        .collect(Collectors.joining(", "));
  }

  /** What readers said at the old site has a file of its own beside the report. */
  private void keep(JsonNode report) {
    JsonNode comments = report.path("comments");
    if (reportFile == null) {
      line("%d comments: with --report FILE they are written beside it%n", comments.size());
      return;
    }
    try {
      if (!comments.isEmpty() && report instanceof ObjectNode whole) {
        String name = reportFile.getFileName().toString().replaceFirst("\\.json$", "");
        Path beside = reportFile.resolveSibling(name + ".comments.json");
        Files.writeString(beside, comments.toPrettyString() + "\n");
        out.printf("%d comments are in %s%n", comments.size(), beside);
        whole.remove("comments");
      }
      Files.writeString(reportFile, report.toPrettyString() + "\n");
    } catch (IOException e) {
      throw new CommandFailed("The report cannot be written: " + e.getMessage(), e);
    }
  }

  private JsonNode send(Path snips, @Nullable Path images, String path, boolean dryRun) {
    requireReadable(snips);
    if (images != null) {
      requireReadable(images);
    }
    try {
      Path archive = Files.createTempFile("galley-import", ".zip");
      try {
        pack(archive, snips, images);
        return dryRun
            ? api.postZip(path, archive)
            : new WatchedImport(api, out).send(path, archive);
      } catch (GalleyApi.ConnectionLost e) {
        throw new CommandFailed(
            e.getMessage() + "\nWhat is imported stays; the same import again brings the rest", e);
      } finally {
        Files.deleteIfExists(archive);
      }
    } catch (IOException e) {
      throw new CommandFailed("The files cannot be read: " + e.getMessage(), e);
    }
  }

  private void pack(Path archive, Path snips, @Nullable Path images) throws IOException {
    if (!history) {
      ImportArchive.write(archive, snips, images, links::add, null);
      return;
    }
    try (GitHistory git = GitHistory.of(snips)) {
      ImportArchive.write(archive, snips, images, links::add, new PackedHistory(git, out));
    } catch (NoHistory e) {
      throw new CommandFailed(String.valueOf(e.getMessage()), e);
    }
  }

  private static void requireReadable(Path path) {
    if (!Files.isReadable(path)) {
      throw new CommandFailed("There is no " + path + " that can be read");
    }
  }

  private static String path(
      Path snips,
      boolean publish,
      boolean dryRun,
      @Nullable String authority,
      @Nullable String folder) {
    return "/api/import?publish="
        + publish
        + (dryRun ? "&dryRun=true" : "")
        + parameter("name", snips.toAbsolutePath().normalize().getFileName())
        + parameter("authority", authority)
        + parameter("folder", folder);
  }

  private static String parameter(String name, @Nullable Object value) {
    return value == null
        ? ""
        : "&" + name + "=" + URLEncoder.encode(value.toString(), StandardCharsets.UTF_8);
  }

  private void print(JsonNode file) {
    String reason = file.path("reason").asString("");
    String slug = file.path("redirects").isEmpty() ? "" : " -> /" + file.path("slug").asString();
    out.printf(
        "%-9s %s%s%n",
        file.path("outcome").asString(),
        file.path("path").asString(),
        reason.isEmpty() ? slug : ": " + reason);
    for (JsonNode address : file.path("redirects")) {
      out.printf("          from /%s%n", address.asString());
    }
    for (JsonNode warning : file.path("warnings")) {
      out.printf("          warning: %s%n", warning.asString());
    }
  }

  private static boolean isRejected(JsonNode asset) {
    return asset.path("outcome").asString().equals("rejected");
  }
}
