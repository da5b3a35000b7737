package dev.galley.post.object;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import dev.galley.object.FolderStore;
import dev.galley.object.ObjectStore;
import dev.galley.object.Spool;
import dev.galley.post.schedule.DueDocuments;
import dev.galley.post.schedule.PollingWorker;
import dev.galley.post.schedule.StoreClock;
import dev.galley.post.store.Preparation;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import org.bson.Document;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans of objects. */
@Configuration(proxyBeanMethods = false)
class ObjectConfiguration {

  private static final Duration INTERVAL = Duration.ofMinutes(1);

  @Bean
  ObjectStore objectStore(ObjectProperties properties) {
    return new FolderStore(properties.assets());
  }

  @Bean
  Objects objects(
      MongoDatabase database,
      ObjectStore objectStore,
      ObjectProperties properties,
      StoreClock storeClock,
      Clock clock)
      throws IOException {
    Spool spool = new Spool(properties.spoolFolder(), properties.objects().maxSpool().toBytes());
    spool.clean(clock.instant());
    MongoCollection<Document> assets = database.getCollection("assets");
    return new Objects(
        database,
        objectStore,
        spool,
        sha256 -> assets.find(Filters.eq("sha256", sha256)).first() != null,
        storeClock);
  }

  @Bean
  Preparation objectIndexes(Objects objects) {
    return objects::createIndexes;
  }

  @Bean
  PollingWorker unusedObjectsWorker(
      MongoDatabase database, Objects objects, StoreClock storeClock) {
    DueDocuments due =
        new DueDocuments(database.getCollection(Objects.OBJECTS), Objects.REMOVAL_DUE);
    return new PollingWorker(
        "unused-objects", () -> due.each(storeClock, objects::removeUnused) > 0, INTERVAL);
  }
}
