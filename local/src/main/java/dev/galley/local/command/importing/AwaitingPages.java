package dev.galley.local.command.importing;

import dev.galley.local.command.client.CommandFailed;
import dev.galley.local.command.client.GalleyApi;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** Shows how much of what was published is on the site and in the feeds, until all of it is. */
final class AwaitingPages {

  private static final int BATCH = 500;
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final int LINES_APART = 10;

  /** Without any progress; a broker that is away this long needs a person. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final GalleyApi api;
  private final PrintStream out;
  private final Map<String, Long> pending = new LinkedHashMap<>();
  private int failed;

  AwaitingPages(GalleyApi api, PrintStream out) {
    this.api = api;
    this.out = out;
  }

  /**
   * Waits.
   *
   * @param files what the import reported
   * @return whether every page could be made
   */
  boolean run(JsonNode files) {
    for (JsonNode file : files) {
      if (file.path("publishedRevision").isNumber()) {
        pending.put(file.path("postId").asString(), file.path("publishedRevision").asLong());
      }
    }
    int all = pending.size();
    int looks = 0;
    long progressAt = System.nanoTime();
    while (!pending.isEmpty()) {
      int before = pending.size();
      lookOrSayWhatBecomesOfTheRest();
      if (pending.size() < before) {
        progressAt = System.nanoTime();
      } else if (System.nanoTime() - progressAt > PATIENCE.toNanos()) {
        throw new CommandFailed(pending.size() + " pages are still not live; see: galley status");
      }
      if (!pending.isEmpty() && looks++ % LINES_APART == 0) {
        out.printf("live: %d of %d%n", all - pending.size() - failed, all);
      }
      pause();
    }
    if (all > 0) {
      out.printf("live: %d of %d%n", all - failed, all);
    }
    if (failed > 0) {
      out.printf("%d failed; see: galley failures%n", failed);
    }
    return failed == 0;
  }

  private void lookOrSayWhatBecomesOfTheRest() {
    try {
      look();
    } catch (CommandFailed e) {
      throw new CommandFailed(
          "The files are imported, but nobody can say which of %d pages are live: %s%s"
              .formatted(
                  pending.size(),
                  e.getMessage(),
                  "\nThe pages are made as soon as Galley runs; see: galley status"),
          e);
    }
  }

  /** Pages become live nearly in the order of the report, so what waits is nearly all behind. */
  private void look() {
    List<String> ids = new ArrayList<>(pending.keySet());
    for (int from = 0; from < ids.size(); from += BATCH) {
      List<String> batch = ids.subList(from, Math.min(ids.size(), from + BATCH));
      JsonNode report = api.post("/api/deliveries/progress", question(batch));
      Set<String> still = texts(report.path("waiting"));
      failed += report.path("failed").size();
      batch.stream().filter(id -> !still.contains(id)).forEach(pending::remove);
      if (still.size() > batch.size() / 2) {
        return;
      }
    }
  }

  private Map<String, Object> question(List<String> ids) {
    return Map.of(
        "publications",
        ids.stream().map(id -> Map.of("postId", id, "revision", pending.get(id))).toList());
  }

  private static Set<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false)
        .map(JsonNode::asString)
        .collect(Collectors.toSet());
  }

  private void pause() {
    if (pending.isEmpty()) {
      return;
    }
    try {
      Thread.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailed("Interrupted", e);
    }
  }
}
