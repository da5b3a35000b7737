package dev.galley.local.command;

import dev.galley.local.backup.Backup;
import dev.galley.local.backup.BackupUnusable;
import dev.galley.local.command.client.CommandFailed;
import dev.galley.local.command.client.GalleyApi;
import dev.galley.local.run.DataFolder;
import dev.galley.local.run.Endpoint;
import dev.galley.local.run.LocalGalley;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "backup",
    mixinStandardHelpOptions = true,
    description =
        "Writes everything that a Galley on this machine keeps to one file, while it runs or"
            + " not. The file holds secrets.")
final class BackupCommand implements Callable<Integer> {

  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("'galley-'yyyyMMdd'T'HHmmss'Z.zip'").withZone(ZoneOffset.UTC);

  @Parameters(
      paramLabel = "FILE|DIR",
      description =
          "A file that does not exist yet; or a folder, which gets one named by the time (with a"
              + " slash at its end it is made).")
  private @Nullable String target;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "data",
      description = "Data folder of the Galley (default: ${DEFAULT-VALUE}).")
  private Path data = Path.of("data");

  @Override
  public Integer call() throws IOException {
    DataFolder folder = DataFolder.at(data);
    if (!folder.isInUse()) {
      throw new CommandFailed("There is no Galley in " + folder.path());
    }
    Instant now = Instant.now();
    Path file = file(Options.given(target), now);
    if (folderOf(file).startsWith(folder.path().toRealPath())) {
      throw new CommandFailed(
          "A backup in the data folder would be in the next one, and be lost with the folder; put"
              + " it elsewhere");
    }
    try (FileChannel channel =
            FileChannel.open(
                folder.backupLock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock taken = channel.tryLock()) {
      if (taken == null) {
        throw new CommandFailed("Another backup of " + folder.path() + " is being made");
      }
      stage(folder);
      Backup.Written written =
          Backup.write(folder.staging(), file, now, new ShownProgress("packed"));
      System.out.printf(
          "%d files of %s as they were at %s are in %s (%d MB)%n"
              + "It holds secrets; it is readable by you alone.%n",
          written.files(), folder.path(), now, file, (Files.size(file) >> 20) + 1);
      warn(written.missing(folder.stagedNames()));
      return 0;
    } catch (BackupUnusable e) {
      throw new CommandFailed(String.valueOf(e.getMessage()), e);
    } finally {
      FileSystemUtils.deleteRecursively(folder.staging());
      Files.deleteIfExists(folder.stagedNames());
    }
  }

  private static void warn(List<String> missing) {
    if (!missing.isEmpty()) {
      missing.forEach(name -> System.out.println("lost or damaged: " + name));
      throw new CommandFailed(
          "The store has lost or damaged the files above; all else is in the backup."
              + " ./galley assets verify --repair mends what a second store has");
    }
  }

  private static Path file(String target, Instant now) throws IOException {
    Path named = Path.of(target);
    if (target.endsWith("/")) {
      Files.createDirectories(named);
    }
    Path file = Files.isDirectory(named) ? named.resolve(NAME.format(now)) : named;
    Path parent = file.toAbsolutePath().getParent();
    if (Files.exists(file)) {
      throw new CommandFailed(file + " exists already");
    }
    if (parent == null || !Files.isDirectory(parent)) {
      throw new CommandFailed("There is no folder " + parent);
    }
    return file;
  }

  private static Path folderOf(Path file) throws IOException {
    return file.toAbsolutePath().resolveSibling("").toRealPath();
  }

  /** A running Galley does it itself, since nobody else may open its store. */
  private static void stage(DataFolder folder) {
    Optional<Endpoint> running = folder.endpoint();
    if (running.isPresent()) {
      new GalleyApi(running.get().url(), running.get().token()).command("/api/backup");
    } else {
      LocalGalley.stage(folder);
    }
  }
}
