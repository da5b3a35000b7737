package dev.galley.feed.receipt;

import dev.galley.event.Event;
import dev.galley.stream.EventCodec;
import dev.galley.stream.EventSender;
import java.net.URI;
import java.util.List;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Receipts that end in a list instead of Kafka. */
public final class ReceiptFixtures {

  private ReceiptFixtures() {}

  /** Puts every receipt, encoded and read back, into a list. */
  public static Receipts into(List<Event> sent) {
    EventCodec codec = new EventCodec(URI.create("/feed-service"));
    var producer =
        new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer()) {
          @Override
          public java.util.concurrent.Future<RecordMetadata> send(
              ProducerRecord<byte[], byte[]> record,
              org.apache.kafka.clients.producer.Callback callback) {
            sent.add(codec.fromJson(record.value()));
            return super.send(record, callback);
          }
        };
    return new Receipts(new EventSender(producer, codec));
  }
}
