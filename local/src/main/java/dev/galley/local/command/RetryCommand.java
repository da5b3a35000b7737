package dev.galley.local.command;

import dev.galley.local.command.client.GalleyApi;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "retry",
    mixinStandardHelpOptions = true,
    description = "Has failed steps tried again; those that succeed leave the list.")
final class RetryCommand implements Callable<Integer> {

  /** One or all. */
  static final class Which {

    @Parameters(paramLabel = "ID", description = "The failure, as the list names it.")
    private @Nullable String id;

    @Option(names = "--all", description = "Everything that has failed.")
    private boolean all;
  }

  @Mixin private @Nullable TargetOptions target;

  @ArgGroup(multiplicity = "1")
  private @Nullable Which which;

  @Override
  public Integer call() {
    GalleyApi api = Options.given(target).api();
    Which chosen = Options.given(which);
    if (chosen.all) {
      int posts = api.post("/api/failures/retry", "").path("posts").asInt();
      System.out.println("Trying again for " + posts + " posts.");
    } else {
      api.command("/api/failures/" + Options.given(chosen.id) + "/retry");
      System.out.println("Trying again.");
    }
    return 0;
  }
}
