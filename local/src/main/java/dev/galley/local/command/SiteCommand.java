package dev.galley.local.command;

import dev.galley.local.command.client.CommandFailed;
import dev.galley.local.site.WritingSite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "site",
    mixinStandardHelpOptions = true,
    description =
        "Writes the whole public site to a folder that any web server serves; the same again writes"
            + " what has changed.")
final class SiteCommand implements Callable<Integer> {

  @Parameters(paramLabel = "DIR", description = "Where to write.")
  private @Nullable Path folder;

  @Mixin private @Nullable TargetOptions target;

  @Override
  public Integer call() {
    Path into = Options.given(folder);
    if (Files.exists(into) && !Files.isDirectory(into)) {
      throw new CommandFailed(into + " is not a folder");
    }
    try {
      return WritingSite.into(into, Options.given(target).api(), System.out) ? 0 : 1;
    } catch (IOException e) {
      throw new CommandFailed(
          into + " is not complete: " + e.getMessage() + "\nThe same again goes on", e);
    }
  }
}
