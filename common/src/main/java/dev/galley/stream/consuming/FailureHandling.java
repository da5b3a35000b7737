package dev.galley.stream.consuming;

import dev.galley.event.Event;
import dev.galley.event.Receipt;
import dev.galley.event.Topics;
import dev.galley.stream.EventSender;
import dev.galley.stream.Failure;
import dev.galley.stream.Receipts;
import dev.galley.stream.codec.BadEvent;
import dev.galley.stream.codec.EventCodec;
import dev.galley.stream.observing.ConsumerLag;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.function.BiFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.stream.binder.kafka.ListenerContainerWithDlqAndRetryCustomizer;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.kafka.listener.AbstractMessageListenerContainer;
import org.springframework.kafka.listener.ConsumerRecordRecoverer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.ContainerProperties.AckMode;
import org.springframework.kafka.listener.DeadLetterPublishingRecoverer;
import org.springframework.kafka.listener.DeadLetterPublishingRecoverer.HeaderNames.HeadersToAdd;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.ExponentialBackOff;
import org.springframework.util.backoff.FixedBackOff;

/**
 * What every consumer's container does about a failure.
 *
 * <p>In the container and not in the binder, whose own dead-letter sender commits a record that it
 * could not send.
 */
final class FailureHandling implements ListenerContainerWithDlqAndRetryCustomizer {

  /** The header of a dead letter that says what was wrong. */
  static final String REASON_HEADER = "galley_reason";

  /** The recoverer's way to say that the key decides on the partition. */
  private static final int BY_KEY = -1;

  private static final int ATTEMPTS_OF_A_DOUBTFUL_RECORD = 6;
  private static final int RECORDS_BETWEEN_COMMITS = 1000;
  private static final Duration BETWEEN_COMMITS = Duration.ofMillis(500);

  private final KafkaOperations<byte[], byte[]> deadLetterOperations;
  private final EventSender sender;
  private final EventCodec codec;
  private final ConsumerLag lag;
  private final ConsumersHealth health;
  private final ObservationRegistry observations;
  private final MeterRegistry meters;
  private final @Nullable Receipts receipts;
  private final Clock clock;

  FailureHandling(
      KafkaOperations<byte[], byte[]> deadLetterOperations,
      EventSender sender,
      EventCodec codec,
      ConsumerLag lag,
      ConsumersHealth health,
      ObservationRegistry observations,
      MeterRegistry meters,
      @Nullable Receipts receipts,
      Clock clock) {
    this.deadLetterOperations = deadLetterOperations;
    this.sender = sender;
    this.codec = codec;
    this.lag = lag;
    this.health = health;
    this.observations = observations;
    this.meters = meters;
    this.receipts = receipts;
    this.clock = clock;
  }

  @Override
  public boolean retryAndDlqInBinding(String destination, String group) {
    return false;
  }

  @Override
  public void configure(
      AbstractMessageListenerContainer<?, ?> container,
      String destination,
      String group,
      @Nullable BiFunction<ConsumerRecord<?, ?>, Exception, TopicPartition> dlqDestinationResolver,
      @Nullable BackOff backOff) {
    commitSeldom(container.getContainerProperties());
    if (container.getGroupId() == null || group == null || group.startsWith("anonymous.")) {
      // A follower without a group only refreshes what it holds in memory: nothing to recover.
      return;
    }
    ConsumerState subscription = new ConsumerState(group, destination, container, clock);
    lag.watch(group, destination);
    health.watch(subscription);
    container.setCommonErrorHandler(errorHandler(destination, group, subscription));
    container
        .getContainerProperties()
        .setAdviceChain(new DeliveringEvents(codec, observations, group));
    intercept(container, subscription);
  }

  /**
   * A position that a crash loses means a redelivery, which every handler survives, and a stop
   * commits what is done. A commit for each record cost the broker as much as the records. The
   * consumer waits for a commit, since one that nobody waits for and that a rebalance refuses is
   * made again only with the partition's next record, and until then the group seems to be behind.
   */
  static void commitSeldom(ContainerProperties properties) {
    properties.setAckMode(AckMode.COUNT_TIME);
    properties.setAckCount(RECORDS_BETWEEN_COMMITS);
    properties.setAckTime(BETWEEN_COMMITS.toMillis());
    properties.setPollTimeout(BETWEEN_COMMITS.toMillis());
    // Nobody pauses a consumer but the container itself, for one poll, when it has given up a
    // record and holds those behind it: they would wait a tenth of a second for nothing.
    properties.setPollTimeoutWhilePaused(Duration.ofMillis(1));
  }

  @SuppressWarnings("unchecked") // the binder's containers carry bytes
  private static void intercept(
      AbstractMessageListenerContainer<?, ?> container, ConsumerState interceptor) {
    ((AbstractMessageListenerContainer<Object, Object>) container).setBatchInterceptor(interceptor);
  }

  private DefaultErrorHandler errorHandler(String topic, String group, ConsumerState subscription) {
    DefaultErrorHandler handler =
        new DefaultErrorHandler(
            new DeadLetters(
                topic, group, publisher(group), sender, codec, observations, meters, receipts),
            forEver());
    // For batches the handler's own list of exceptions that are never retried counts for nothing.
    handler.setBackOffFunction((record, failure) -> backOff(failure));
    handler.setRetryListeners(subscription);
    handler.setCommitRecovered(true);
    // The records behind a bad one stay in memory instead of being fetched again.
    handler.setSeekAfterError(false);
    handler.setResetStateOnExceptionChange(true);
    return handler;
  }

  private ConsumerRecordRecoverer publisher(String group) {
    DeadLetterPublishingRecoverer publisher =
        new DeadLetterPublishingRecoverer(
            deadLetterOperations,
            (record, failure) ->
                new TopicPartition(Topics.deadLetters(record.topic(), group), BY_KEY)) {

          @Override
          protected ProducerRecord<Object, Object> createProducerRecord(
              ConsumerRecord<?, ?> record,
              TopicPartition to,
              Headers headers,
              byte @Nullable [] key,
              byte @Nullable [] value) {
            return new ProducerRecord<>(to.topic(), null, record.key(), body(record), headers);
          }
        };
    publisher.setFailIfSendResultIsError(true);
    publisher.setThrowIfNoDestinationReturned(true);
    publisher.setWaitForSendResultTimeout(Duration.ofSeconds(30));
    // The stack trace belongs in the log; a header of its size could make the record too large.
    publisher.excludeHeader(HeadersToAdd.EX_STACKTRACE, HeadersToAdd.EX_MSG);
    publisher.addHeadersFunction(FailureHandling::reasonHeader);
    return publisher;
  }

  /**
   * An event is in its topic until a newer one of its post replaces it, and a copy would outlast
   * the post's deletion. What cannot be read as one goes as it came.
   */
  private @Nullable Object body(ConsumerRecord<?, ?> record) {
    try {
      return codec.decode(bytes(record), Event.class) instanceof Receipt ? record.value() : null;
    } catch (BadEvent e) {
      return record.value();
    }
  }

  @SuppressWarnings("unchecked") // the binder's containers carry bytes
  private static ConsumerRecord<byte[], byte[]> bytes(ConsumerRecord<?, ?> record) {
    return (ConsumerRecord<byte[], byte[]>) record;
  }

  private static Headers reasonHeader(ConsumerRecord<?, ?> record, Exception failure) {
    return new RecordHeaders()
        .add(REASON_HEADER, DeadLetters.reason(failure).getBytes(StandardCharsets.UTF_8));
  }

  private static BackOff backOff(Exception failure) {
    return switch (Failure.of(failure)) {
      case TRANSIENT -> forEver();
      case PERMANENT -> new FixedBackOff(0, 0);
      case UNEXPLAINED -> aFewTimes();
    };
  }

  private static BackOff forEver() {
    ExponentialBackOff backOff = new ExponentialBackOff(500, 2);
    backOff.setMaxInterval(10_000);
    return backOff;
  }

  private static BackOff aFewTimes() {
    ExponentialBackOff backOff = new ExponentialBackOff(100, 2);
    backOff.setMaxInterval(2_000);
    backOff.setMaxAttempts(ATTEMPTS_OF_A_DOUBTFUL_RECORD);
    return backOff;
  }
}
