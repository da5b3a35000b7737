package dev.galley.local.command;

import dev.galley.local.command.importing.Importing;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    description =
        "Brings in a folder or a zip file of snips, Markdown, or a site of Hugo, Jekyll, Hexo, Zola,"
            + " Eleventy or Astro, and what Ghost and WordPress export; the same again changes nothing.")
final class ImportCommand implements Callable<Integer> {

  @Parameters(paramLabel = "PATH", description = "A folder or a file.")
  private @Nullable Path path;

  @Option(names = "--images", paramLabel = "DIR", description = "The images that they name.")
  private @Nullable Path images;

  @Option(names = "--publish", description = "Publish what is not marked as a draft.")
  private boolean publish;

  @Option(names = "--dry-run", description = "Only say what would become of each file.")
  private boolean dryRun;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Write the report on every file there, as JSON.")
  private @Nullable Path report;

  @Option(
      names = "--no-wait",
      description = "Do not wait until all that was published is on the site and in the feeds.")
  private boolean noWait;

  @Option(
      names = "--authority",
      paramLabel = "DOMAIN",
      description = "The domain whose feed gave the posts their ids.")
  private @Nullable String authority;

  @Option(
      names = "--history",
      description =
          "Bring what git remembers of each file as the history of its post (a folder in a git"
              + " working copy).")
  private boolean history;

  @Option(
      names = "--folder",
      paramLabel = "NAME",
      description = "Put the site beside what is there: its post /one becomes /NAME-one.")
  private @Nullable String folder;

  @Mixin private @Nullable TargetOptions target;

  @Override
  public Integer call() {
    return new Importing(Options.given(target).api(), report, history)
        .run(Options.given(path), images, publish, dryRun, authority, folder, !noWait);
  }
}
