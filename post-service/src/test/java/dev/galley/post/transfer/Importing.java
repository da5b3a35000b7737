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
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.UnaryOperator;
import org.springframework.util.backoff.FixedBackOff;

/** Imports into posts in memory, and assets in a folder. */
final class Importing implements AutoCloseable {

  /** Does not wait between tries. */
  static final Patience PATIENCE = new Patience(new FixedBackOff(0, 5));

  final InMemoryPosts posts = new InMemoryPosts();
  final AssetFixtures files;
  final Assets assets;
  final ImportingArchives archives;
  private final MongoStore store = new MongoStore();
  private final Path folder;

  Importing(Path folder, Clock clock) {
    this(folder, clock, posts -> posts);
  }

  /**
   * @param between what stands between the import and its posts
   */
  Importing(Path folder, Clock clock, UnaryOperator<Posts> between) {
    this.folder = folder;
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
  public void close() {
    store.close();
  }
}
