package dev.galley.post.asset;

import com.mongodb.client.MongoDatabase;
import java.nio.file.Path;
import java.time.Clock;

/** Stored files for tests. */
public final class AssetFixtures {

  private AssetFixtures() {}

  public static Assets assets(MongoDatabase database, Path folder) {
    return new Assets(database, new AssetFolder(folder), Clock.systemUTC());
  }
}
