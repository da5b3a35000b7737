package dev.galley.feed.syndication;

import static dev.galley.feed.entry.EntryFixtures.POST;
import static dev.galley.feed.entry.EntryFixtures.published;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.galley.event.Update;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads the feeds with Debian's python3-feedparser where the machine has it. */
class FeedPythonTests {

  private static final String PROGRAM =
      "import feedparser,sys; f=feedparser.parse(sys.argv[1]); "
          + "print(f.bozo, f.version, len(f.entries), f.entries[0].id)";

  @TempDir Path folder;

  /** Debian's package is of Debian's own Python; another may come before it on the path. */
  private static final List<String> PYTHONS = List.of("/usr/bin/python3", "python3");

  private static String python = "";

  @BeforeAll
  static void needsFeedparser() throws Exception {
    for (String candidate : PYTHONS) {
      if (python.isEmpty() && run(candidate, "-c", "import feedparser").exitCode() == 0) {
        python = candidate;
      }
    }
    if (python.isEmpty() && "true".equals(System.getenv("CI"))) {
      System.err.println(
          "FEEDS WERE NOT READ WITH FEEDPARSER: no Python here has it. Install python3-feedparser.");
    }
    assumeTrue(!python.isEmpty(), "skipped: no Python here has feedparser");
  }

  @Test
  void readsAtomAndRssWithoutComplaint() throws Exception {
    for (Format format : new Format[] {new AtomFormat(), new RssFormat()}) {
      Path file = folder.resolve(format.fileName());
      Files.write(
          file,
          FeedFixtures.written(
              format,
              Map.of(published(POST, 1, Update.FIRST), "<p>Caf\u00e9 &amp; \ud83d\ude00</p>")));

      String said = run(python, "-c", PROGRAM, file.toString()).output();

      assertThat(said.strip())
          .matches("(False|0) (atom10|rss20) 1 tag:gofreerange.com,2017-11-03:/" + POST);
    }
  }

  private record Ended(int exitCode, String output) {}

  private static Ended run(String... command) throws InterruptedException {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      return new Ended(process.exitValue(), output);
    } catch (IOException e) {
      return new Ended(127, String.valueOf(e.getMessage()));
    }
  }
}
