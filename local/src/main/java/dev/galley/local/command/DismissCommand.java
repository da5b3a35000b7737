package dev.galley.local.command;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "dismiss",
    mixinStandardHelpOptions = true,
    description = "Takes a failure from the list that nothing can put right.")
final class DismissCommand implements Callable<Integer> {

  @Mixin private @Nullable TargetOptions target;

  @Parameters(paramLabel = "ID", description = "The failure, as the list names it.")
  private @Nullable String id;

  @Override
  public Integer call() {
    Options.given(target).api().delete("/api/failures/" + Options.given(id));
    System.out.println("Dismissed.");
    return 0;
  }
}
