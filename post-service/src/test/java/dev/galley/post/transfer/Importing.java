package dev.galley.post.transfer;

import dev.galley.post.asset.AssetFixtures;
import dev.galley.post.asset.Assets;
import dev.galley.post.content.InMemoryPosts;
import dev.galley.post.content.PostFixtures;
import dev.galley.post.publish.PublishFixtures;
import dev.galley.post.store.MongoStore;
import dev.galley.post.transfer.archive.ArchiveLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;

/** Imports into posts in memory, and assets in a folder. */
final class Importing implements AutoCloseable {

  final InMemoryPosts posts = new InMemoryPosts();
  final AssetFixtures files;
  final Assets assets;
  final ImportingArchives archives;
  private final MongoStore store = new MongoStore();
  private final Path folder;

  Importing(Path folder, Clock clock) {
    this.folder = folder;
    this.files = new AssetFixtures(store.database(), folder.resolve("assets"), posts);
    this.assets = files.assets;
    this.archives =
        new ImportingArchives(
            new ImportingPosts(
                posts,
                PublishFixtures.publishedPosts(posts, clock),
                PostFixtures::id,
                ExportFixtures.SITE.zone(),
                "decision"::equals,
                clock),
            files.storing,
            2,
            site -> new ImportProperties("", 2).authority(site, ExportFixtures.SITE),
            ArchiveLimits.DEFAULT);
  }

  ImportReport bring(byte[] zip, ImportingArchives.Options options) throws IOException {
    return archives.bring(Zips.written(folder, zip), options, PostFixtures.CHRIS);
  }

  @Override
  public void close() {
    store.close();
  }
}
