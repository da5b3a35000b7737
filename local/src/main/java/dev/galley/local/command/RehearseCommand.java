package dev.galley.local.command;

import dev.galley.local.command.client.CommandFailed;
import dev.galley.local.command.client.GalleyApi;
import dev.galley.local.command.importing.Importing;
import dev.galley.local.run.DataFolder;
import dev.galley.local.run.LocalGalley;
import dev.galley.local.run.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine.Command;

/**
 * Starts on an empty folder, publishes one post and stops. The build runs it under {@code
 * -XX:ArchiveClassesAtExit}: the archive of the classes that it loads halves the time of each start
 * after it.
 */
@Command(
    name = "rehearse",
    hidden = true,
    description = "Starts, publishes one post on an empty folder, and stops.")
final class RehearseCommand implements Callable<Integer> {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofMillis(50);

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("galley-rehearsal");
    try {
      DataFolder data = DataFolder.at(folder.resolve("data"));
      Logging.toFile(data.log(), null);
      Settings settings = new Settings(data, 0, OptionalInt.empty(), false);
      try (LocalGalley galley = LocalGalley.start(settings, System.err::println)) {
        publish(new GalleyApi(galley.endpoint().url(), galley.endpoint().token()), folder);
      }
    } finally {
      FileSystemUtils.deleteRecursively(folder);
    }
    return 0;
  }

  private static void publish(GalleyApi api, Path folder) throws IOException, InterruptedException {
    Path snip = folder.resolve("rehearsal.snip.markdown");
    Files.writeString(snip, "# Rehearsal\n\nA *line* with [a link](/start).\n\n:kind: blog\n");
    new Importing(api, null, false).run(snip, null, true, false, null, null, false);
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!isInTheFeed("Rehearsal", api) && System.nanoTime() < end) {
      Thread.sleep(PAUSE.toMillis());
    }
    for (String path : List.of("/rehearsal", "/editor/", "/api/posts", "/metrics")) {
      api.text(path);
    }
  }

  static boolean isInTheFeed(String title, GalleyApi api) {
    try {
      return api.text("/feed.xml").contains(title);
    } catch (CommandFailed notYet) {
      // On a slow machine the feeds are still being loaded and answer with 503.
      return false;
    }
  }
}
