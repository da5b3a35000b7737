package dev.galley.local.command.importing;

import dev.galley.local.command.client.CommandFailed;
import dev.galley.local.command.client.GalleyApi;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/** Sends an archive, and says how far its import has come while the answer is awaited. */
final class WatchedImport {

  private static final Duration APART = Duration.ofSeconds(2);

  private final GalleyApi api;
  private final PrintStream out;
  private final Duration apart;

  WatchedImport(GalleyApi api, PrintStream out) {
    this(api, out, APART);
  }

  WatchedImport(GalleyApi api, PrintStream out, Duration apart) {
    this.api = api;
    this.out = out;
    this.apart = apart;
  }

  /**
   * Imports.
   *
   * @throws GalleyApi.ConnectionLost when nobody can say what was done with it
   */
  JsonNode send(String path, Path archive) throws IOException {
    Set<String> earlier = new HashSet<>();
    imports().forEach(one -> earlier.add(id(one)));
    ScheduledExecutorService looking = Executors.newSingleThreadScheduledExecutor();
    try {
      looking.scheduleWithFixedDelay(
          () -> look(earlier), apart.toMillis(), apart.toMillis(), TimeUnit.MILLISECONDS);
      return api.postZip(path, archive);
    } finally {
      looking.shutdownNow();
    }
  }

  private void look(Set<String> earlier) {
    for (JsonNode one : imports()) {
      JsonNode progress = one.path("progress");
      if (progress.isObject() && !earlier.contains(id(one))) {
        out.printf(
            "imported: %d of %d files%n",
            progress.path("done").asInt(), progress.path("files").asInt());
      }
    }
  }

  /** None when they cannot be had: what is wrong, the import's own answer says. */
  private Iterable<JsonNode> imports() {
    try {
      return api.get("/api/imports").path("items");
    } catch (CommandFailed e) {
      return List.of();
    }
  }

  private static String id(JsonNode one) {
    return one.path("id").asString();
  }
}
