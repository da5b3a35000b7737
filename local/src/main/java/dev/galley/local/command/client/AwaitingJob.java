package dev.galley.local.command.client;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Has Galley do something long, and shows how far it is. It goes on without whoever watches. */
public final class AwaitingJob {

  private static final Duration PAUSE = Duration.ofMillis(250);
  private static final Duration APART = Duration.ofSeconds(2);
  private static final int PAGE = 1_000;

  /** What there is nothing to do about. */
  private static final Set<String> FINE = Set.of("copied", "present", "same", "sound", "gone");

  private static final String REPAIRED = "-repaired";

  private final GalleyApi api;
  private final PrintStream out;

  public AwaitingJob(GalleyApi api, PrintStream out) {
    this.api = api;
    this.out = out;
  }

  /**
   * Starts it, or watches the one that runs, until it has ended.
   *
   * @return whether all is well then
   */
  public boolean run(String kind, boolean repair) {
    JsonNode job = api.post("/api/jobs", Map.of("kind", kind, "repair", repair));
    String address = "/api/jobs/" + job.path("id").asString();
    if (job.path("repair").asBoolean() != repair) {
      throw new CommandFailed(
          "Another %s is running, %s; wait for it, or end it: DELETE %s"
              .formatted(kind, repair ? "which repairs nothing" : "which repairs", address));
    }
    long saidAt = System.nanoTime();
    while (job.path("state").asString().equals("RUNNING")) {
      pause();
      job = look(address, kind);
      if (System.nanoTime() - saidAt > APART.toNanos()) {
        saidAt = System.nanoTime();
        out.println(progress(kind, job));
      }
    }
    say(kind, job, address);
    return job.path("state").asString().equals("DONE")
        && job.path("counts").propertyStream().allMatch(count -> isFine(count.getKey()));
  }

  private static boolean isFine(String what) {
    return FINE.contains(what) || what.endsWith(REPAIRED);
  }

  private JsonNode look(String address, String kind) {
    try {
      return api.get(address);
    } catch (CommandFailed e) {
      throw new CommandFailed(
          "%s%nWhat was begun goes on as soon as Galley runs; the same command shows it: galley assets %s"
              .formatted(e.getMessage(), kind),
          e);
    }
  }

  private static String progress(String kind, JsonNode job) {
    String waiting = job.path("waiting").asString("");
    return "%s: %d of %d%s"
        .formatted(
            kind,
            job.path("done").asLong(),
            Math.max(job.path("total").asLong(), job.path("done").asLong()),
            waiting.isEmpty() ? "" : ", waits: " + waiting);
  }

  private void say(String kind, JsonNode job, String address) {
    String after = "";
    do {
      JsonNode page = api.get(address + "/lines?limit=" + PAGE + after);
      for (JsonNode line : page.path("items")) {
        out.printf(
            "%-20s  %s  %s%n",
            line.path("what").asString(),
            line.path("subject").asString(),
            line.path("detail").asString());
      }
      String next = page.path("next").asString("");
      after = next.isEmpty() ? "" : "&after=" + next;
    } while (!after.isEmpty());
    String counts =
        job.path("counts")
            .propertyStream()
            .map(count -> count.getValue().asLong() + " " + count.getKey())
            .collect(Collectors.joining(", "));
    String state = job.path("state").asString();
    out.printf(
        "%s: %d objects%s%s%n",
        kind,
        job.path("done").asLong(),
        counts.isEmpty() ? "" : ": " + counts,
        state.equals("DONE") ? "" : "; " + state.toLowerCase(Locale.ROOT) + reason(job));
  }

  private static String reason(JsonNode job) {
    String waiting = job.path("waiting").asString("");
    return waiting.isEmpty() ? "" : ": " + waiting;
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailed("Interrupted", e);
    }
  }
}
