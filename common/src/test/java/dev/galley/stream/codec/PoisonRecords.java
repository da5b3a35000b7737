package dev.galley.stream.codec;

import dev.galley.event.Event;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Records that break the contract, each kind in another way. */
public final class PoisonRecords {

  private static final Random RANDOM = new Random(459);

  private static final List<UnaryOperator<ProducerRecord<byte[], byte[]>>> KINDS =
      List.of(
          r -> value(r, new byte[0]),
          r -> value(r, random(1024 * 1024)),
          r -> value(r, new byte[] {'{', '"', (byte) 0xC3, (byte) 0x28, '"', ':', '1', '}'}),
          r -> value(r, text(r).substring(0, text(r).length() / 2)),
          r -> value(r, "[".repeat(10_000) + "]".repeat(10_000)),
          r -> edit(r, "dev.galley.PageRemoved.v1", "dev.galley.PageBurnt.v1"),
          r -> edit(r, "dev.galley.PageRemoved.v1", "dev.galley.PageRemoved.v2"),
          r -> record(r, r.key(), null),
          r -> record(r, null, r.value()),
          r -> record(r, "other".getBytes(StandardCharsets.UTF_8), r.value()),
          r -> headers(r, 10_000),
          r -> header(r, "spring_json_header_types", "{\"a\":\"java.lang.Runtime\"}"),
          r -> edit(r, "\"revision\"", "\"revision\": 9, \"revision\""),
          r -> edit(r, "\"revision\": 4", "\"revision\": NaN"),
          r -> edit(r, "2017-11-03T16:33:22.562Z", "99999-11-03T16:33:22.562Z"),
          r -> edit(r, "0191f4a0-5b7c-7d3e-8f21-3c6a9be01a77", "../../etc/passwd"),
          r -> edit(r, "0191f4a0-5b7c-7d3e-8f21-3c6a9be01a77", "$where"),
          r -> edit(r, "\"revision\": 4", "\"revision\": -4"),
          r -> edit(r, "\"revision\": 4", "\"revision\": 9223372036854775807"),
          r -> edit(r, "\"revision\": 4", "\"revision\": {\"$gt\": 0}"),
          r -> remove(r, "ce_type"),
          r -> remove(r, "ce_specversion"),
          r -> header(remove(r, "ce_id"), "ce_id", "another"),
          r -> value(r, "null"),
          r -> value(r, text(r) + text(r)));

  private PoisonRecords() {}

  /** How many kinds there are. */
  public static int kinds() {
    return KINDS.size();
  }

  /** A good value, to spoil. */
  public static byte[] sample() {
    try (InputStream in = Event.class.getResourceAsStream("sample/page-removed.v1.json")) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The record spoilt in the way of a kind; kinds repeat. */
  public static ProducerRecord<byte[], byte[]> spoil(
      ProducerRecord<byte[], byte[]> good, int kind) {
    return KINDS.get(kind % KINDS.size()).apply(record(good, good.key(), sample()));
  }

  private static ProducerRecord<byte[], byte[]> record(
      ProducerRecord<byte[], byte[]> r, byte[] key, byte[] value) {
    return new ProducerRecord<>(r.topic(), r.partition(), r.timestamp(), key, value, r.headers());
  }

  private static ProducerRecord<byte[], byte[]> value(
      ProducerRecord<byte[], byte[]> r, byte[] value) {
    return record(r, r.key(), value);
  }

  private static ProducerRecord<byte[], byte[]> value(
      ProducerRecord<byte[], byte[]> r, String value) {
    return value(r, value.getBytes(StandardCharsets.UTF_8));
  }

  private static ProducerRecord<byte[], byte[]> edit(
      ProducerRecord<byte[], byte[]> r, String from, String to) {
    if (!text(r).contains(from)) {
      throw new IllegalArgumentException("Nothing to spoil: " + from);
    }
    return value(r, text(r).replace(from, to));
  }

  private static ProducerRecord<byte[], byte[]> headers(
      ProducerRecord<byte[], byte[]> r, int count) {
    for (int i = 0; i < count; i++) {
      r.headers().add("h" + i, new byte[] {1});
    }
    return r;
  }

  private static ProducerRecord<byte[], byte[]> header(
      ProducerRecord<byte[], byte[]> r, String name, String value) {
    r.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    return r;
  }

  private static ProducerRecord<byte[], byte[]> remove(
      ProducerRecord<byte[], byte[]> r, String name) {
    r.headers().remove(name);
    return r;
  }

  private static String text(ProducerRecord<byte[], byte[]> r) {
    return new String(r.value(), StandardCharsets.UTF_8);
  }

  private static byte[] random(int bytes) {
    byte[] value = new byte[bytes];
    RANDOM.nextBytes(value);
    return value;
  }
}
