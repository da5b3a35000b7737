package dev.galley.local.command;

import dev.galley.local.command.client.GalleyApi;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;

@Command(
    name = "failures",
    mixinStandardHelpOptions = true,
    description = "Lists what failed for which post at which step, the newest first.",
    subcommands = {RetryCommand.class, DismissCommand.class})
final class FailuresCommand implements Callable<Integer> {

  private static final int PAGE = 200;

  @Mixin private @Nullable TargetOptions target;

  @Override
  public Integer call() {
    GalleyApi api = Options.given(target).api();
    int count = 0;
    String cursor = "";
    do {
      JsonNode page = api.get("/api/failures?limit=" + PAGE + cursor);
      for (JsonNode failure : page.path("items")) {
        print(failure);
        count++;
      }
      String next = page.path("next").asString("");
      cursor = next.isEmpty() ? "" : "&cursor=" + next;
    } while (!cursor.isEmpty());
    System.out.println(count == 0 ? "Nothing has failed." : count + " failed.");
    return 0;
  }

  private static void print(JsonNode failure) {
    System.out.printf(
        "%s  %s  %s%n    %s%n    %s%n",
        failure.path("at").asString(),
        step(failure),
        post(failure),
        failure.path("reason").asString(),
        "id " + failure.path("id").asString() + retried(failure));
  }

  private static String step(JsonNode failure) {
    String subscriber = failure.path("targetName").asString("");
    String step = failure.path("step").asString();
    return subscriber.isEmpty() ? step : step + " " + subscriber;
  }

  private static String post(JsonNode failure) {
    String slug = failure.path("slug").asString("");
    return slug.isEmpty()
        ? "unknown post " + failure.path("postId").asString()
        : "/" + slug + " (revision " + failure.path("revision").asLong() + ")";
  }

  private static String retried(JsonNode failure) {
    String at = failure.path("retriedAt").asString("");
    return at.isEmpty() ? "" : ", retried at " + at;
  }
}
