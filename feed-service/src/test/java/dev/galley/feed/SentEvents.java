package dev.galley.feed;

import dev.galley.event.Event;
import dev.galley.stream.EventSender;
import dev.galley.stream.codec.EventCodec;
import java.net.URI;
import java.util.List;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Events that end in a list instead of Kafka. */
public final class SentEvents {

  private static final EventCodec CODEC = new EventCodec(URI.create("/feed-service"));

  private SentEvents() {}

  /** Puts every event, encoded and read back, into a list. */
  public static EventSender into(List<Event> sent) {
    var producer =
        new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer()) {
          @Override
          public java.util.concurrent.Future<RecordMetadata> send(
              ProducerRecord<byte[], byte[]> record,
              org.apache.kafka.clients.producer.Callback callback) {
            sent.add(CODEC.fromJson(record.value()));
            return super.send(record, callback);
          }
        };
    return new EventSender(producer, CODEC);
  }
}
