package dev.galley.stream.observing;

import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * How far each group is behind, as the broker sees it: {@code galley_consumer_lag}, in records. A
 * consumer's own figure is missing exactly when the consumer hangs.
 */
public final class ConsumerLag {

  private record Pair(String group, String topic) {}

  private final Supplier<Admin> admin;
  private final BackgroundGauges gauges;
  private final Map<Pair, LongSupplier> lags = new ConcurrentHashMap<>();

  public ConsumerLag(Supplier<Admin> admin, BackgroundGauges gauges) {
    this.admin = admin;
    this.gauges = gauges;
  }

  public void watch(String group, String topic) {
    lags.computeIfAbsent(new Pair(group, topic), this::gauge);
  }

  /** What was measured last, in records; 0 before that. */
  public long of(String group, String topic) {
    LongSupplier lag = lags.get(new Pair(group, topic));
    return lag == null ? 0 : lag.getAsLong();
  }

  private LongSupplier gauge(Pair pair) {
    return gauges.add(
        "galley.consumer.lag",
        "Records that a group has not handled yet",
        Tags.of("group", pair.group(), "topic", pair.topic()),
        () -> known(pair));
  }

  private long known(Pair pair) {
    try {
      return measure(pair);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("Stopped while the lag was measured", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new KafkaException("The broker does not tell the lag", e);
    }
  }

  private long measure(Pair pair)
      throws InterruptedException, ExecutionException, TimeoutException {
    Map<TopicPartition, OffsetAndMetadata> committed =
        admin
            .get()
            .listConsumerGroupOffsets(pair.group())
            .partitionsToOffsetAndMetadata()
            .get(5, TimeUnit.SECONDS);
    Map<String, TopicDescription> described =
        admin.get().describeTopics(Set.of(pair.topic())).allTopicNames().get(5, TimeUnit.SECONDS);
    List<TopicPartition> partitions =
        described.values().stream()
            .flatMap(topic -> topic.partitions().stream())
            .map(partition -> new TopicPartition(pair.topic(), partition.partition()))
            .toList();
    Map<TopicPartition, Long> starts = offsets(partitions, OffsetSpec.earliest());
    return offsets(partitions, OffsetSpec.latest()).entrySet().stream()
        .mapToLong(end -> behind(end, starts, committed.get(end.getKey())))
        .sum();
  }

  private Map<TopicPartition, Long> offsets(List<TopicPartition> partitions, OffsetSpec which)
      throws InterruptedException, ExecutionException, TimeoutException {
    Map<TopicPartition, OffsetSpec> wanted =
        partitions.stream().collect(Collectors.toMap(partition -> partition, partition -> which));
    return admin.get().listOffsets(wanted).all().get(5, TimeUnit.SECONDS).entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, found -> found.getValue().offset()));
  }

  /** Records that their time has taken away are nobody's to handle. */
  private static long behind(
      Map.Entry<TopicPartition, Long> end,
      Map<TopicPartition, Long> starts,
      @Nullable OffsetAndMetadata committed) {
    long start = Objects.requireNonNull(starts.get(end.getKey()));
    long position = committed == null ? start : Math.max(start, committed.offset());
    return Math.max(0, end.getValue() - position);
  }
}
