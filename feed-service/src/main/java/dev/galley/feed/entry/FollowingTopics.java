package dev.galley.feed.entry;

import com.mongodb.MongoSocketException;
import com.mongodb.MongoTimeoutException;
import dev.galley.event.Event;
import dev.galley.event.PageEvent;
import dev.galley.event.PostEvent;
import dev.galley.event.Topics;
import dev.galley.stream.codec.EventCodec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Keeps this instance's {@link LiveEntries} current: loads the store, then reads both topics
 * without joining a group, so that every instance sees every event and a feed is served from memory
 * before the group's durable write is done.
 *
 * <p>It begins at the offsets that the group {@value Topics#FEED_GROUP} had committed BEFORE the
 * store was loaded: what lies before them is in the store, what comes after is read here.
 */
final class FollowingTopics implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(FollowingTopics.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration PATIENCE_AT_STOP = Duration.ofSeconds(5);

  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final EventCodec codec;
  private final EntryStates states;
  private final LiveEntries live;
  private final List<TopicListener> listeners;
  private volatile boolean running;
  private volatile @Nullable String trouble = "The entries are not loaded yet";
  private @Nullable Thread thread;

  FollowingTopics(
      Supplier<Consumer<byte[], byte[]>> consumers,
      EventCodec codec,
      EntryStates states,
      LiveEntries live,
      List<TopicListener> listeners) {
    this.consumers = consumers;
    this.codec = codec;
    this.states = states;
    this.live = live;
    this.listeners = List.copyOf(listeners);
  }

  /** Why the topics are not followed right now; absent when they are. */
  @Nullable String trouble() {
    return trouble;
  }

  private void run() {
    while (running) {
      try (Consumer<byte[], byte[]> consumer = consumers.get()) {
        follow(consumer);
      } catch (RuntimeException e) {
        trouble = reason(e);
        log.warn("The topics cannot be followed, trying again: {}", e.getMessage());
        pause();
      }
    }
  }

  /** In words for people: the clients' own describe the whole cluster. */
  private static @Nullable String reason(RuntimeException failure) {
    if (failure instanceof MongoTimeoutException || failure instanceof MongoSocketException) {
      return "The store does not answer";
    }
    return failure instanceof org.apache.kafka.common.errors.TimeoutException
        ? "The broker does not answer"
        : failure.getMessage();
  }

  private void follow(Consumer<byte[], byte[]> consumer) {
    Map<TopicPartition, OffsetAndMetadata> committed;
    try {
      consumer.assign(partitions(consumer));
      committed = consumer.committed(consumer.assignment());
    } catch (KafkaException e) {
      // Without the broker the feeds are served as they were.
      if (!live.isLoaded()) {
        load();
      }
      throw e;
    }
    load();
    consumer.assignment().forEach(partition -> seek(consumer, partition, committed));
    Map<TopicPartition, Long> positions =
        consumer.assignment().stream()
            .collect(Collectors.toMap(Function.identity(), consumer::position));
    listeners.forEach(listener -> listener.started(positions));
    trouble = null;
    while (running) {
      consumer.poll(POLL).forEach(this::on);
    }
  }

  private static List<TopicPartition> partitions(Consumer<byte[], byte[]> consumer) {
    List<TopicPartition> partitions =
        Stream.of(Topics.POSTS, Topics.PAGES)
            .flatMap(topic -> consumer.partitionsFor(topic).stream())
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    Set<String> found = partitions.stream().map(TopicPartition::topic).collect(Collectors.toSet());
    if (found.size() < 2) {
      throw new KafkaException("The topics do not exist yet, only " + found);
    }
    return partitions;
  }

  private static void seek(
      Consumer<byte[], byte[]> consumer,
      TopicPartition partition,
      Map<TopicPartition, @Nullable OffsetAndMetadata> committed) {
    OffsetAndMetadata offset = committed.get(partition);
    if (offset == null) {
      consumer.seekToBeginning(Set.of(partition));
    } else {
      consumer.seek(partition, offset.offset());
    }
  }

  private void load() {
    states.forEachWithoutHtml(live::load);
    live.markLoaded();
  }

  private void on(ConsumerRecord<byte[], byte[]> record) {
    try {
      Event event = codec.decode(record, Event.class);
      if (event instanceof PostEvent post) {
        live.update(EntryState.of(post));
      } else if (event instanceof PageEvent page) {
        live.update(EntryState.of(page));
      }
    } catch (RuntimeException e) {
      // The group's consumer meets it too, sends it to the dead letters and reports it.
      log.debug("Skipped a bad record of {}: {}", record.topic(), e.getMessage());
    }
    listeners.forEach(listener -> listener.on(record));
  }

  private void pause() {
    try {
      Thread.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public synchronized void start() {
    running = true;
    thread = new Thread(this::run, "following-topics");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public synchronized void stop() {
    running = false;
    if (thread != null) {
      try {
        thread.join(PATIENCE_AT_STOP.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** After the topics are made, before the web server takes requests. */
  @Override
  public int getPhase() {
    return 1;
  }
}
