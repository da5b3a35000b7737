package dev.galley.local.command;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Sends files to a Galley and says what became of each. */
final class Importing {

  private final GalleyApi api;
  private final PrintStream out = System.out;
  private final List<String> links = new ArrayList<>();

  Importing(GalleyApi api) {
    this.api = api;
  }

  /**
   * Imports.
   *
   * @param wait whether to go on until all that was published is on the site and in the feeds
   * @return 0, or 1 when a file was rejected or its page could not be made
   */
  int run(
      Path snips,
      @Nullable Path images,
      boolean publish,
      @Nullable String authority,
      boolean wait) {
    JsonNode report = send(snips, images, path(publish, authority));
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
    out.printf(
        "%d files: %d created, %d updated, %d unchanged, %d rejected; %d published now%n",
        totals.path("files").asInt() + links.size(),
        totals.path("created").asInt(),
        totals.path("updated").asInt(),
        totals.path("unchanged").asInt(),
        totals.path("rejected").asInt() + links.size(),
        totals.path("published").asInt());
    out.printf(
        "images: %d stored, %d unchanged, %d rejected%n",
        assets.path("stored").asInt() + assets.path("replaced").asInt(),
        assets.path("unchanged").asInt(),
        assets.path("rejected").asInt());
    int rejected = totals.path("rejected").asInt() + assets.path("rejected").asInt() + links.size();
    boolean live = !wait || new AwaitingPages(api, out).run(report.path("files"));
    return rejected == 0 && live ? 0 : 1;
  }

  private JsonNode send(Path snips, @Nullable Path images, String path) {
    requireReadable(snips);
    if (images != null) {
      requireReadable(images);
    }
    try {
      Path archive = ImportArchive.of(snips, images, links::add);
      try {
        return api.postZip(path, archive);
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

  private static void requireReadable(Path path) {
    if (!Files.isReadable(path)) {
      throw new CommandFailed("There is no " + path + " that can be read");
    }
  }

  private static String path(boolean publish, @Nullable String authority) {
    String path = "/api/import?publish=" + publish;
    return authority == null
        ? path
        : path + "&authority=" + URLEncoder.encode(authority, StandardCharsets.UTF_8);
  }

  private void print(JsonNode file) {
    String reason = file.path("reason").asString("");
    out.printf(
        "%-9s %s%s%n",
        file.path("outcome").asString(),
        file.path("path").asString(),
        reason.isEmpty() ? "" : ": " + reason);
    for (JsonNode warning : file.path("warnings")) {
      out.printf("          warning: %s%n", warning.asString());
    }
  }

  private static boolean isRejected(JsonNode asset) {
    return asset.path("outcome").asString().equals("rejected");
  }
}
