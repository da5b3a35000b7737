package dev.galley.local.command;

import dev.galley.local.backup.BackupUnusable;
import dev.galley.local.backup.Restoring;
import dev.galley.local.command.client.CommandFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "restore",
    mixinStandardHelpOptions = true,
    description = "Makes a data folder of a backup; a damaged one is refused as a whole.")
final class RestoreCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "FILE|DIR",
      description = "A backup, or a folder of them: then the newest.")
  private @Nullable Path backup;

  @Option(
      names = "--data",
      paramLabel = "NEWDIR",
      required = true,
      description = "The data folder to make: it must not exist, or be empty.")
  private @Nullable Path data;

  @Override
  public Integer call() throws IOException {
    Path file = newest(Options.given(backup));
    Path folder = Options.given(data);
    try {
      Restoring.Restored restored =
          Restoring.restore(file, folder, Instant.now(), new ShownProgress("restored"));
      System.out.printf(
          "%d files of %s, made at %s, are in %s (%d MB)%nStart it: ./galley --data %s%n",
          restored.files(), file, restored.madeAt(), folder, (restored.bytes() >> 20) + 1, folder);
      return 0;
    } catch (BackupUnusable e) {
      throw new CommandFailed(String.valueOf(e.getMessage()), e);
    }
  }

  private static Path newest(Path backup) throws IOException {
    if (Files.isRegularFile(backup)) {
      return backup;
    }
    if (!Files.isDirectory(backup)) {
      throw new CommandFailed("There is no " + backup);
    }
    try (Stream<Path> files = Files.list(backup)) {
      return files
          .filter(file -> file.getFileName().toString().matches("galley-\\d{8}T\\d{6}Z\\.zip"))
          .max(Comparator.naturalOrder())
          .orElseThrow(() -> new CommandFailed("There is no backup in " + backup));
    }
  }
}
