package dev.galley.post.transfer;

import dev.galley.post.asset.AssetFixtures;
import dev.galley.post.asset.Assets;
import dev.galley.post.content.InMemoryPosts;
import dev.galley.post.content.PostFixtures;
import dev.galley.post.content.Posts;
import dev.galley.post.publish.PublishFixtures;
import dev.galley.post.store.MongoStore;
import dev.galley.post.transfer.archive.ArchiveLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.function.UnaryOperator;
import org.springframework.util.FileSystemUtils;
import org.springframework.util.backoff.FixedBackOff;

/** Imports into posts in memory, and assets in a folder of its own. */
final class Importing implements AutoCloseable {

  static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-28T12:00:00Z"), ZoneOffset.UTC);

  /** Pictures of one pixel. */
  static final byte[] PNG =
      Base64.getDecoder()
          .decode(
              "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

  static final byte[] GIF =
      Base64.getDecoder().decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7");

  /** Does not wait between tries. */
  static final Patience PATIENCE = new Patience(new FixedBackOff(0, 5));

  final InMemoryPosts posts = new InMemoryPosts();
  final AssetFixtures files;
  final Assets assets;
  final ImportingArchives archives;
  private final MongoStore store = new MongoStore();
  final Path folder;

  Importing() {
    this(CLOCK);
  }

  Importing(Clock clock) {
    this(clock, posts -> posts);
  }

  /**
   * @param between what stands between the import and its posts
   */
  Importing(Clock clock, UnaryOperator<Posts> between) {
    try {
      this.folder = Files.createTempDirectory("importing");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.files = new AssetFixtures(store.database(), folder.resolve("assets"), posts);
    this.assets = files.assets;
    Posts met = between.apply(posts);
    this.archives =
        new ImportingArchives(
            new ImportingPosts(
                met,
                PublishFixtures.publishedPosts(met, clock),
                PostFixtures::id,
                ExportFixtures.SITE.zone(),
                "decision"::equals,
                clock),
            files.bringing,
            2,
            site -> new ImportProperties("", 2).authority(site, ExportFixtures.SITE),
            ArchiveLimits.DEFAULT,
            PATIENCE);
  }

  ImportReport bring(byte[] zip, ImportingArchives.Options options) throws IOException {
    return archives.bring(
        Zips.written(folder, zip), options, PostFixtures.CHRIS, ImportProgress.unseen());
  }

  @Override
  public void close() throws IOException {
    store.close();
    FileSystemUtils.deleteRecursively(folder);
  }
}
