package dev.galley.local.command;

import dev.galley.local.command.client.CommandFailed;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = "Writes every post and image to a folder.")
final class ExportCommand implements Callable<Integer> {

  private enum Format {
    SNIPS,
    HUGO,
    GHOST
  }

  @Parameters(paramLabel = "DIR", description = "Where to write.")
  private @Nullable Path folder;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "snips",
      description =
          "snips, what an import here reads; hugo, a site that Hugo builds; ghost, what Ghost"
              + " imports, once it is zipped (default: ${DEFAULT-VALUE}).")
  private Format format = Format.SNIPS;

  @Option(names = "--force", description = "Write into a folder that is not empty.")
  private boolean force;

  @Mixin private @Nullable TargetOptions target;

  @Override
  public Integer call() throws IOException {
    Path into = Options.given(folder);
    if (!force && !isEmpty(into)) {
      throw new CommandFailed(into + " is not empty; --force writes into it all the same");
    }
    Path archive = Files.createTempFile("galley-export", ".zip");
    try {
      Options.given(target).api().download(path(), archive);
      System.out.printf("%d files written to %s%n", unpack(archive, into), into);
    } finally {
      Files.deleteIfExists(archive);
    }
    Path missing = into.resolve("missing-files.txt");
    if (Files.exists(missing)) {
      throw new CommandFailed(
          "The store has lost or damaged the files in "
              + missing
              + "; all else is there. ./galley assets verify --repair mends what a second store has");
    }
    return 0;
  }

  private String path() {
    return format == Format.SNIPS
        ? "/api/export"
        : "/api/export?format=" + format.name().toLowerCase(Locale.ROOT);
  }

  private static int unpack(Path archive, Path into) {
    try {
      return new Unpacking(into).unpack(archive);
    } catch (IOException e) {
      throw new CommandFailed(into + " cannot be written: " + reason(e), e);
    }
  }

  /** The exceptions of file systems have often nothing but the path as their message. */
  private static String reason(IOException failure) {
    return failure instanceof FileSystemException refused && refused.getReason() != null
        ? refused.getReason()
        : failure.getClass().getSimpleName().replace("Exception", "");
  }

  private static boolean isEmpty(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return true;
    }
    if (!Files.isDirectory(folder)) {
      throw new CommandFailed(folder + " is not a folder");
    }
    try (Stream<Path> contents = Files.list(folder)) {
      return contents.findAny().isEmpty();
    }
  }
}
