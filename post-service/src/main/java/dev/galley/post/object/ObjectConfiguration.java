package dev.galley.post.object;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import dev.galley.object.Spool;
import dev.galley.object.Stores;
import dev.galley.post.database.Preparation;
import dev.galley.post.job.JobKind;
import dev.galley.post.job.Workers;
import dev.galley.post.object.ReplicatingAll.Found;
import dev.galley.post.schedule.DueDocuments;
import dev.galley.post.schedule.PollingWorker;
import dev.galley.post.schedule.StoreClock;
import dev.galley.stream.observing.BackgroundGauges;
import io.micrometer.core.instrument.Tags;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Predicate;
import org.bson.Document;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans of objects. */
@Configuration(proxyBeanMethods = false)
class ObjectConfiguration {

  private static final Duration REMOVING = Duration.ofMinutes(1);
  private static final Duration COPYING = Duration.ofMillis(500);
  private static final int THREADS = 8;

  @Bean
  Stores stores(ObjectProperties properties) {
    return properties.stores();
  }

  @Bean
  Spool spool(ObjectProperties properties, Clock clock) throws IOException {
    Spool spool = new Spool(properties.spoolFolder(), properties.objects().maxSpool().toBytes());
    spool.clean(clock.instant());
    return spool;
  }

  @Bean
  Objects objects(MongoDatabase database, Stores stores, Spool spool, StoreClock storeClock) {
    return new Objects(database, stores, spool, used(database), storeClock);
  }

  private static Predicate<String> used(MongoDatabase database) {
    MongoCollection<Document> assets = database.getCollection("assets");
    return sha256 -> assets.find(Filters.eq("sha256", sha256)).first() != null;
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
        "unused-objects", () -> due.each(storeClock, objects::removeUnused), REMOVING);
  }

  @Bean
  Replication replication(
      MongoDatabase database,
      Stores stores,
      Spool spool,
      StoreClock storeClock,
      BackgroundGauges gauges) {
    Replication replication = new Replication(database, stores, spool, storeClock);
    gauges.add(
        "galley.objects.unreplicated",
        "Objects that the second store is not known to have",
        Tags.empty(),
        replication::waiting);
    gauges.addSeconds(
        "galley.objects.unreplicated.age",
        "For how long the oldest of them has waited",
        replication::age);
    return replication;
  }

  @Bean
  Preparation preparedReplication(Replication replication) {
    return replication::prepare;
  }

  @Bean
  PollingWorker replicationWorker(Replication replication) {
    return new PollingWorker("replication", replication::copyDue, COPYING);
  }

  @Bean
  Workers<Found> objectWorkers() {
    return new Workers<>(THREADS);
  }

  @Bean
  JobKind replicatingAll(Replication replication, Workers<Found> objectWorkers) {
    return new ReplicatingAll(replication, objectWorkers);
  }

  @Bean
  JobKind verifying(
      MongoDatabase database,
      Replication replication,
      Objects objects,
      Workers<Found> objectWorkers) {
    return new Verifying(database, replication, objects, used(database), objectWorkers);
  }
}
