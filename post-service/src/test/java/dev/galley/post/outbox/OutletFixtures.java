package dev.galley.post.outbox;

import com.mongodb.client.MongoDatabase;
import dev.galley.post.store.StoredJson;
import dev.galley.stream.EventSender;
import dev.galley.stream.codec.EventCodec;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Outlets for tests that look at what is stored, and not at what is sent. */
public final class OutletFixtures {

  private OutletFixtures() {}

  /** One that has stopped: what it is given waits in the store. */
  public static Outlet stopped(MongoDatabase database, String collection, String topic) {
    Outbox outbox =
        new Outbox(database.getCollection(collection), topic, new StoredJson(), Clock.systemUTC());
    OutboxProperties properties =
        new OutboxProperties(
            Duration.ofMillis(1),
            Duration.ofHours(1),
            Duration.ofMinutes(1),
            Duration.ofMinutes(1),
            Duration.ofHours(1),
            Duration.ofHours(1),
            10,
            1);
    EventSender sender =
        new EventSender(
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer()),
            new EventCodec(URI.create("/test")));
    OutboxThreads threads = OutboxThreads.start();
    try {
      threads.stop(Duration.ZERO);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Pending pending = new Pending(Clock.systemUTC(), new SimpleMeterRegistry());
    return new Outlet(outbox, new Relay(outbox, sender, pending, properties, threads), null);
  }
}
