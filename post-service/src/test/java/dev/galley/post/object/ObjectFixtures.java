package dev.galley.post.object;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import dev.galley.object.FolderStore;
import dev.galley.object.Spool;
import dev.galley.object.Stores;
import java.nio.file.Path;
import java.time.Clock;

/** Objects for tests. */
public final class ObjectFixtures {

  private static final long MAX_SPOOL_BYTES = 1 << 30;

  private ObjectFixtures() {}

  /** Objects in a folder; what the collection {@code assets} points at is used. */
  public static Objects objects(MongoDatabase database, Path folder) {
    return new Objects(
        database,
        new Stores(new FolderStore(folder), null),
        new Spool(folder.resolve(".spool"), MAX_SPOOL_BYTES),
        sha256 ->
            database.getCollection("assets").find(Filters.eq("sha256", sha256)).first() != null,
        Clock.systemUTC());
  }
}
