package dev.galley.stream.following;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;

/** Makes what reads topics without joining a group, and says how it goes. */
public final class Followers implements HealthIndicator {

  private static final int PATIENCE_MILLIS = 5_000;

  /** As the groups' consumers have it in {@code stream.yml}. */
  private static final int MAX_FETCH_BYTES = 2 * 1024 * 1024;

  /** A follower is told at once of what comes; that long it waits for it before it asks again. */
  private static final int FOLLOWER_WAIT_MILLIS = 2_000;

  private final KafkaProperties kafka;
  private final MeterRegistry meters;
  private final List<Follower> followers = new CopyOnWriteArrayList<>();

  Followers(KafkaProperties kafka, MeterRegistry meters) {
    this.kafka = kafka;
    this.meters = meters;
  }

  /**
   * A follower, to be started by its owner. Its lag is {@code galley.follower.lag}.
   *
   * @param name of its thread and its clients
   * @param group whose positions {@link Start#COMMITTED} means; it is never joined
   */
  public Follower follower(
      String name, String group, Start start, List<String> topics, Follower.Listener listener) {
    Follower follower =
        new Follower(
            name,
            () -> {
              Map<String, Object> settings = settings(name, group);
              settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FOLLOWER_WAIT_MILLIS);
              return consumer(settings);
            },
            start,
            topics,
            listener);
    followers.add(follower);
    Gauge.builder("galley.follower.lag", follower, Follower::lag)
        .description("Records that an instance has not seen yet")
        .tag("follower", name)
        .register(meters);
    return follower;
  }

  /**
   * A consumer without any partition, for {@link AssignedTopics}. It never commits.
   *
   * @param name its client id
   * @param group whose positions {@link Start#COMMITTED} means; it is never joined
   */
  public Consumer<byte[], byte[]> consumer(String name, String group) {
    Map<String, Object> settings = settings(name, group);
    // It asks for what is there. A request that still waited for more, behind a partition's end,
    // would hold up the next one, from another place.
    settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 0);
    return consumer(settings);
  }

  private static Consumer<byte[], byte[]> consumer(Map<String, Object> settings) {
    return new ClosingAtOnce(settings);
  }

  private Map<String, Object> settings(String name, String group) {
    Map<String, Object> settings = new HashMap<>(kafka.buildConsumerProperties());
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
    settings.put(ConsumerConfig.CLIENT_ID_CONFIG, name);
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, MAX_FETCH_BYTES);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
    return settings;
  }

  @Override
  public Health health() {
    Health.Builder health =
        followers.stream().allMatch(follower -> follower.trouble() == null)
            ? Health.up()
            : Health.down();
    for (Follower follower : followers) {
      String trouble = follower.trouble();
      health.withDetail(
          follower.name(),
          Map.of("state", trouble == null ? "reading" : trouble, "lag", follower.lag()));
    }
    return health.build();
  }

  /**
   * Without a group nobody waits for its place. To end in order would take as long as the fetch
   * that is under way, and fail in a thread that was told to stop by an interrupt.
   */
  private static final class ClosingAtOnce extends KafkaConsumer<byte[], byte[]> {

    ClosingAtOnce(Map<String, Object> settings) {
      super(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public void close() {
      close(CloseOptions.timeout(Duration.ZERO));
    }
  }
}
