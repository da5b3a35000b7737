package dev.galley.stream;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.kafka.listener.RecordInterceptor;

/** Puts the ids of the post and of the event into every line that is logged about a record. */
final class EventInLog implements RecordInterceptor<Object, Object> {

  private static final String POST = "postId";
  private static final String EVENT = "eventId";
  private static final int MAX_ID_BYTES = 200;

  private final Subscription subscription;

  EventInLog(Subscription subscription) {
    this.subscription = subscription;
  }

  @Override
  public ConsumerRecord<Object, Object> intercept(
      ConsumerRecord<Object, Object> record, Consumer<Object, Object> consumer) {
    put(POST, record.headers().lastHeader(CloudEventHeaders.SUBJECT));
    put(EVENT, record.headers().lastHeader(CloudEventHeaders.ID));
    return record;
  }

  /** Whoever may write to a topic writes this: a log takes a line of it, not a page. */
  private static void put(String key, @Nullable Header header) {
    if (header != null && header.value() != null) {
      int bytes = Math.min(header.value().length, MAX_ID_BYTES);
      MDC.put(key, Excerpts.of(new String(header.value(), 0, bytes, StandardCharsets.UTF_8)));
    }
  }

  @Override
  public void success(ConsumerRecord<Object, Object> record, Consumer<Object, Object> consumer) {
    subscription.handled();
  }

  /** After the error handler, whose lines are about this record too. */
  @Override
  public void afterRecord(
      ConsumerRecord<Object, Object> record, Consumer<Object, Object> consumer) {
    MDC.remove(POST);
    MDC.remove(EVENT);
  }
}
