package dev.galley.post.outbox;

import com.mongodb.client.MongoDatabase;
import dev.galley.event.Topics;
import dev.galley.post.store.StoredJson;
import dev.galley.stream.EventSender;
import dev.galley.stream.following.Followers;
import java.time.Clock;

/** Makes the outlets of collections. Their marks and threads are the outbox's. */
public final class Outlets {

  private final MongoDatabase database;
  private final StoredJson json;
  private final EventSender sender;
  private final Followers followers;
  private final Pending pending;
  private final OutboxProperties properties;
  private final OutboxThreads threads;
  private final Clock clock;

  Outlets(
      MongoDatabase database,
      StoredJson json,
      EventSender sender,
      Followers followers,
      Pending pending,
      OutboxProperties properties,
      OutboxThreads threads,
      Clock clock) {
    this.database = database;
    this.json = json;
    this.sender = sender;
    this.followers = followers;
    this.pending = pending;
    this.properties = properties;
    this.threads = threads;
    this.clock = clock;
  }

  /**
   * The outlet of a collection. Its documents name their event, its revision and their marks as
   * posts do ({@link dev.galley.post.store.PostFields}), with a sparse index on the marks' time.
   *
   * @param lease whoever has it compares topic and collection
   */
  public Outlet of(String collection, String topic, String lease) {
    Outbox outbox = new Outbox(database.getCollection(collection), topic, json, clock);
    Relay relay = new Relay(outbox, sender, pending, properties, threads);
    TopicRevisions revisions =
        new KafkaTopicRevisions(
            topic, () -> followers.consumer("reconciliation", Topics.POST_GROUP), clock);
    return new Outlet(
        outbox,
        relay,
        new Reconciliation(
            new Lease(database, lease, clock),
            outbox,
            revisions,
            relay,
            properties.reconcileInterval()));
  }
}
