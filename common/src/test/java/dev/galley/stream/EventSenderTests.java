package dev.galley.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.event.Event;
import dev.galley.event.Topics;
import dev.galley.stream.codec.EventCodec;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class EventSenderTests {

  private final AtomicReference<Producer<byte[], byte[]>> producer = new AtomicReference<>();

  private final EventCodec codec = new EventCodec(URI.create("/test"));
  private final EventSender sender = new EventSender(this::producer, codec, () -> null);

  private Producer<byte[], byte[]> producer() {
    if (producer.get() == null) {
      throw new KafkaException("No resolvable bootstrap urls");
    }
    return producer.get();
  }

  @Test
  void sendsOnceTheBrokersAddressResolves() throws IOException {
    Event event = sample();

    assertThat(sender.send(Topics.POSTS, event)).isCompletedExceptionally();
    producer.set(
        new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer()));

    assertThat(sender.send(Topics.POSTS, event)).isCompleted();
  }

  private Event sample() throws IOException {
    try (InputStream in =
        Event.class.getResourceAsStream("/dev/galley/event/sample/post-published.v1.json")) {
      return codec.fromJson(in.readAllBytes());
    }
  }
}
