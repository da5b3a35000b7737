package dev.galley.stream.codec;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.galley.event.Event;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What reading and writing an event costs, in microseconds; {@code bench/codec.md} has its figures.
 * A program to start by hand, not a test.
 */
final class CodecBenchmark {

  private static final int ROUNDS = 20_000;
  private static final JsonMapper JSON = new JsonMapper();

  private CodecBenchmark() {}

  public static void main(String[] arguments) throws IOException {
    for (String name : new String[] {"post-published.v1", "page-rendered.v1", "receipt.v1"}) {
      ObjectNode sample = (ObjectNode) JSON.readTree(read("sample/" + name + ".json"));
      for (String text : new String[] {"body", "html"}) {
        if (sample.has(text)) {
          sample.put(text, "A line of a post, with a [link](/week-459).\n".repeat(100));
        }
      }
      measure(name, sample.toString().getBytes(StandardCharsets.UTF_8));
    }
  }

  private static void measure(String name, byte[] value) throws IOException {
    EventCodec codec = new EventCodec(URI.create("/bench"));
    Event event = codec.fromJson(value);
    ProducerRecord<byte[], byte[]> sent = codec.encode("bench", event);
    ConsumerRecord<byte[], byte[]> record =
        new ConsumerRecord<>("bench", 0, 0, sent.key(), sent.value());
    sent.headers().forEach(record.headers()::add);
    JsonNode tree = JSON.readTree(value);
    Schema library =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(read("schema/" + name + ".schema.json"), InputFormat.JSON);
    EventSchemas schemas = new EventSchemas();
    System.out.printf("%s, %d bytes%n", name, value.length);
    time("  read a record, all of it", () -> codec.decode(record, Event.class));
    time("  of it: parse", () -> JSON.readTree(value));
    time("  of it: schema", () -> schemas.check(event.type(), tree));
    time("  instead: schema by the library", () -> library.validate(tree));
    time("  write a record", () -> codec.encode("bench", event));
  }

  private static void time(String what, Runnable action) {
    double best = Double.MAX_VALUE;
    for (int i = 0; i < 6; i++) {
      long start = System.nanoTime();
      for (int round = 0; round < ROUNDS; round++) {
        action.run();
      }
      best = Math.min(best, (System.nanoTime() - start) / 1e3 / ROUNDS);
    }
    System.out.printf("%-36s %6.1f%n", what, best);
  }

  private static String read(String name) throws IOException {
    try (InputStream in = Event.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
