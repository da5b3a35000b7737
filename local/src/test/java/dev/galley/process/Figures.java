package dev.galley.process;

import dev.galley.event.Receipt;
import dev.galley.event.Topics;
import dev.galley.local.system.Topic;
import dev.galley.local.system.WebhookSink;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What publishing cost while instances failed: figures, not promises. */
final class Figures {

  private Figures() {}

  static void tell(String bootstrapServers, WebhookSink subscriber) {
    List<ConsumerRecord<byte[], byte[]>> records = Topic.read(bootstrapServers, Topics.POSTS);
    long events = records.stream().map(record -> header(record, "ce_id")).distinct().count();
    long ids = subscriber.calls().stream().map(WebhookSink.Call::id).distinct().count();
    List<Receipt> pages =
        Topic.events(bootstrapServers, Topics.RECEIPTS, Receipt.class).stream()
            .filter(receipt -> receipt.step().equals("page"))
            .sorted(Comparator.comparingLong(Receipt::latencyMillis))
            .toList();
    long slowestSending =
        records.stream()
            .mapToLong(record -> record.timestamp() - acceptedAt(record).toEpochMilli())
            .max()
            .orElse(0);
    Receipt slowest = pages.get(pages.size() - 1);
    System.out.printf(
        "%d records of %d events; %d calls of %d messages; sent after %d ms"
            + " (worst), pages after %d ms (median), %d ms (90 %%), %d ms (worst, at %s)%n",
        records.size(),
        events,
        subscriber.calls().size(),
        ids,
        slowestSending,
        pages.get(pages.size() / 2).latencyMillis(),
        pages.get(pages.size() * 9 / 10).latencyMillis(),
        slowest.latencyMillis(),
        slowest.occurredAt());
  }

  private static Instant acceptedAt(ConsumerRecord<?, ?> record) {
    return Instant.parse(header(record, "ce_time"));
  }

  private static String header(ConsumerRecord<?, ?> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }
}
