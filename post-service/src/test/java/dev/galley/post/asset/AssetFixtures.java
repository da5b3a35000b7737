package dev.galley.post.asset;

import com.mongodb.client.MongoDatabase;
import dev.galley.event.Topics;
import dev.galley.post.asset.inspect.Scanner;
import dev.galley.post.content.PostFixtures;
import dev.galley.post.content.Posts;
import dev.galley.post.object.ObjectFixtures;
import dev.galley.post.object.Objects;
import dev.galley.post.outbox.OutletFixtures;
import dev.galley.post.store.StoredJson;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;

/** The files of a site for tests: facts in a store, bytes in a folder. */
public final class AssetFixtures {

  public final Assets assets;
  public final StoringAssets storing;
  public final BringingAssets bringing;
  public final GivingAssets giving;
  final ChangingAssets changing;
  final ListingAssets listing;
  final AssetUse use;
  final EarlierAssets earlier;

  /** When things happen to files that are there; a test may move it. */
  Instant now = Clock.systemUTC().instant();

  public AssetFixtures(MongoDatabase database, Path folder, Posts posts) {
    this(database, folder, posts, Scanner.NONE);
  }

  AssetFixtures(MongoDatabase database, Path folder, Posts posts, Scanner scanner) {
    AssetDocuments documents = new AssetDocuments(new StoredJson());
    Objects objects = ObjectFixtures.objects(database, folder);
    AssetTree tree = new AssetTree(folder);
    InstantSource clock = () -> now;
    assets =
        new Assets(
            database, documents, OutletFixtures.stopped(database, Assets.ASSETS, Topics.ASSETS));
    use = new AssetUse(posts);
    storing = new StoringAssets(assets, objects, tree, scanner, Clock.systemUTC());
    bringing = new BringingAssets(assets, storing, use, Clock.systemUTC());
    giving = new GivingAssets(assets, use);
    changing = new ChangingAssets(assets, objects, tree, use, clock);
    listing = new ListingAssets(assets, use);
    earlier = new EarlierAssets(database, documents, Clock.systemUTC());
    earlier.upgrade();
    assets.createIndexes();
  }

  /** Stores bytes under a name. */
  public StoredAsset store(String name, byte[] bytes) throws IOException {
    return storing.store(name, in(bytes), PostFixtures.CHRIS);
  }

  /** Whether everybody may see a file although no live page uses it. */
  public boolean isShared(String name) {
    return assets.require(name).isShared();
  }

  Asset add(String name, byte[] bytes) throws IOException {
    return storing.add(name, in(bytes), true, PostFixtures.CHRIS);
  }

  static InputStream in(byte[] bytes) {
    return new ByteArrayInputStream(bytes);
  }
}
