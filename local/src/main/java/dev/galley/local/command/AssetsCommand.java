package dev.galley.local.command;

import dev.galley.local.command.client.AwaitingJob;
import dev.galley.local.command.client.GalleyApi;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** {@code galley assets}: the site's files, and the stores that they are in. */
@Command(
    name = "assets",
    mixinStandardHelpOptions = true,
    description = "Looks after the site's files and the stores that they are in.",
    subcommands = {
      ImportAssetsCommand.class,
      AssetsCommand.ListCommand.class,
      AssetsCommand.ReplicateCommand.class,
      AssetsCommand.VerifyCommand.class,
      AssetsCommand.MoveCommand.class,
    })
final class AssetsCommand implements Callable<Integer> {

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    throw new CommandLine.ParameterException(
        Options.given(spec).commandLine(), "Say which: import, list, replicate, verify or move");
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Lists the files, the last stored first, and says what is in the second store.")
  static final class ListCommand implements Callable<Integer> {

    private static final int PAGE = 200;

    @Mixin private @Nullable TargetOptions target;

    @Override
    public Integer call() {
      GalleyApi api = Options.given(target).api();
      long files = 0;
      String cursor = "";
      do {
        JsonNode page = api.get("/api/assets?limit=" + PAGE + cursor);
        for (JsonNode asset : page.path("items")) {
          System.out.printf(
              "%10d  %-16s  %s%n",
              asset.path("bytes").asLong(),
              asset.path("type").asString(),
              asset.path("path").asString());
          files++;
        }
        String next = page.path("next").asString("");
        cursor = next.isEmpty() ? "" : "&cursor=" + next;
      } while (!cursor.isEmpty());
      JsonNode state = api.get("/api/replication");
      System.out.printf(
          "%d files, %d objects in the %s%n",
          files, state.path("objects").asLong(), state.path("first").asString());
      String second = state.path("second").asString("");
      System.out.println(
          second.isEmpty()
              ? "no second store"
              : "%d of them not yet in the %s".formatted(state.path("waiting").asLong(), second));
      return 0;
    }
  }

  @Command(
      name = "replicate",
      mixinStandardHelpOptions = true,
      description =
          "Brings every object that the first store has to the second, from store to store."
              + " What is there is left as it is, so the same again goes on.")
  static final class ReplicateCommand implements Callable<Integer> {

    @Mixin private @Nullable TargetOptions target;

    @Override
    public Integer call() {
      return new AwaitingJob(Options.given(target).api(), System.out).run("replicate", false)
          ? 0
          : 1;
    }
  }

  @Command(
      name = "verify",
      mixinStandardHelpOptions = true,
      description =
          "Reads every object of the one store or of both, and compares the bytes with the hash that"
              + " is their name. Ends with 1 when something is missing, different or surplus.")
  static final class VerifyCommand implements Callable<Integer> {

    @Option(
        names = "--repair",
        description =
            "Put right what one store has wrong and the other right, and remove what nothing needs;"
                + " it takes two stores.")
    private boolean repair;

    @Mixin private @Nullable TargetOptions target;

    @Override
    public Integer call() {
      return new AwaitingJob(Options.given(target).api(), System.out).run("verify", repair) ? 0 : 1;
    }
  }

  @Command(
      name = "move",
      mixinStandardHelpOptions = true,
      description =
          "Makes the second store a complete and verified copy of the first, and says how to put it"
              + " in the first one's place. Readers notice nothing.")
  static final class MoveCommand implements Callable<Integer> {

    @Mixin private @Nullable TargetOptions target;

    @Override
    public Integer call() {
      GalleyApi api = Options.given(target).api();
      AwaitingJob job = new AwaitingJob(api, System.out);
      if (!job.run("replicate", false) || !job.run("verify", true)) {
        System.out.println("Nothing may be switched yet; see above.");
        return 1;
      }
      JsonNode state = api.get("/api/replication");
      System.out.printf(
          """
          The %2$s has everything. To put it in the place of the %1$s:
          1. exchange the settings: what is GALLEY_OBJECTS_SECOND_... becomes GALLEY_OBJECTS_FIRST_...,
             and GALLEY_OBJECTS_SECOND_... names the %1$s;
          2. start the instances of post-service and render-service again, one after the other:
             each reads from both, so the order does not matter;
          3. galley assets verify --repair; then GALLEY_OBJECTS_SECOND_... may be left out, or stay as the copy.
          """,
          state.path("first").asString(), state.path("second").asString());
      return 0;
    }
  }
}
