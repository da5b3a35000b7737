package dev.galley.local.command;

import dev.galley.local.command.client.CommandFailed;
import dev.galley.local.command.importing.Importing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "publish",
    mixinStandardHelpOptions = true,
    description = "Brings in one file and publishes it.")
final class PublishCommand implements Callable<Integer> {

  @Parameters(paramLabel = "FILE", description = "A snip.")
  private @Nullable Path file;

  @Mixin private @Nullable TargetOptions target;

  @Override
  public Integer call() {
    Path path = Options.given(file);
    if (Files.isDirectory(path)) {
      throw new CommandFailed(path + " is a folder; use: galley import " + path + " --publish");
    }
    return new Importing(Options.given(target).api(), null, false)
        .run(path, null, true, false, null, null, true);
  }
}
