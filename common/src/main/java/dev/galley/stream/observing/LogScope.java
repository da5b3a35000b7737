package dev.galley.stream.observing;

import dev.galley.stream.codec.CloudEventHeaders;
import dev.galley.stream.codec.Excerpts;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.slf4j.MDC;

/** The ids of a post and an event in every line of the log that is about them. */
public final class LogScope {

  private static final String POST = "postId";
  private static final String EVENT = "eventId";
  private static final int MAX_ID_BYTES = 200;

  private LogScope() {}

  public static void run(String postId, String eventId, Runnable action) {
    MDC.put(POST, postId);
    MDC.put(EVENT, eventId);
    try {
      action.run();
    } finally {
      MDC.remove(POST);
      MDC.remove(EVENT);
    }
  }

  /** With what the headers of a record say, which may be no event. */
  public static void run(ConsumerRecord<?, ?> record, Runnable action) {
    run(id(record, CloudEventHeaders.SUBJECT), id(record, CloudEventHeaders.ID), action);
  }

  /** Whoever may write to a topic writes this: a log takes a line of it, not a page. */
  private static String id(ConsumerRecord<?, ?> record, String name) {
    Header header = record.headers().lastHeader(name);
    if (header == null || header.value() == null) {
      return "unknown";
    }
    int bytes = Math.min(header.value().length, MAX_ID_BYTES);
    return Excerpts.of(new String(header.value(), 0, bytes, StandardCharsets.UTF_8));
  }
}
