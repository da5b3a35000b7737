package dev.galley.stream.observing;

import dev.galley.stream.codec.CloudEventHeaders;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Traces without a collector: what is sent while a record is handled carries the trace of that
 * record, unchanged, as W3C Trace Context lets those do who record nothing themselves. So programs
 * before and behind Galley see one trace, and events of one publication can be told by it.
 */
final class PassedOnTraces implements Traces {

  private static final Pattern TRACE_PARENT =
      Pattern.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

  private final ThreadLocal<@Nullable String> handled = new ThreadLocal<>();

  @Override
  public String current() {
    String trace = handled.get();
    return trace == null ? begun() : trace;
  }

  @Override
  public Step begin(ConsumerRecord<?, ?> record, String group) {
    String trace = named(record.headers().lastHeader(CloudEventHeaders.TRACE_PARENT));
    return new Step() {
      @Override
      public void run(Runnable action) {
        handled.set(trace);
        try {
          action.run();
        } finally {
          handled.remove();
        }
      }

      @Override
      public void failed(Exception failure) {
        // Nobody collects failures.
      }

      @Override
      public void end() {
        // Nobody collects steps.
      }
    };
  }

  private static String named(@Nullable Header header) {
    if (header == null || header.value() == null) {
      return begun();
    }
    String trace = new String(header.value(), StandardCharsets.US_ASCII);
    return TRACE_PARENT.matcher(trace).matches() ? trace : begun();
  }

  // W3C Trace Context, 3.2.2: the last field says whether the caller recorded; nobody does here.
  private static String begun() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return "00-%016x%016x-%016x-00"
        .formatted(random.nextLong(), random.nextLong() | 1, random.nextLong() | 1);
  }
}
