package dev.galley.stream;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.kafka.listener.RecordInterceptor;

/**
 * What goes with the handling of a record: the ids of its post and event in every line of the log,
 * and its part of the trace.
 */
final class RecordScope implements RecordInterceptor<Object, Object> {

  private static final String POST = "postId";
  private static final String EVENT = "eventId";
  private static final int MAX_ID_BYTES = 200;

  private final Subscription subscription;
  private final Traces traces;
  private final ThreadLocal<Traces.Step> step = ThreadLocal.withInitial(() -> Traces.Step.NONE);

  RecordScope(Subscription subscription, Traces traces) {
    this.subscription = subscription;
    this.traces = traces;
  }

  @Override
  public ConsumerRecord<Object, Object> intercept(
      ConsumerRecord<Object, Object> record, Consumer<Object, Object> consumer) {
    put(POST, record.headers().lastHeader(CloudEventHeaders.SUBJECT));
    put(EVENT, record.headers().lastHeader(CloudEventHeaders.ID));
    step.get().end();
    step.set(traces.begin(record, subscription.group()));
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

  @Override
  public void failure(
      ConsumerRecord<Object, Object> record, Exception failure, Consumer<Object, Object> consumer) {
    step.get().failed(failure);
  }

  /** After the error handler, whose lines are about this record too. */
  @Override
  public void afterRecord(
      ConsumerRecord<Object, Object> record, Consumer<Object, Object> consumer) {
    step.get().end();
    step.remove();
    MDC.remove(POST);
    MDC.remove(EVENT);
  }
}
