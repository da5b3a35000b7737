package dev.galley.render.page;

import dev.galley.event.PageEvent;
import dev.galley.event.Topics;
import dev.galley.render.page.index.SiteIndex;
import dev.galley.stream.codec.BadEvent;
import dev.galley.stream.codec.CloudEventHeaders;
import dev.galley.stream.codec.EventCodec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Follows {@code galley.pages} without a group, so that every instance hears of every page, and
 * takes up what others wrote. The position is taken before the index is loaded: nothing falls in
 * between.
 */
final class FollowingPages implements PagesReady, SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(FollowingPages.class);

  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final EventCodec codec;
  private final Pages pages;
  private final SiteIndex index;
  private final Thread thread = new Thread(this::run, "following-pages");
  private volatile @Nullable Consumer<byte[], byte[]> following;
  private volatile boolean running;
  private volatile boolean loaded;

  FollowingPages(
      Supplier<Consumer<byte[], byte[]>> consumers,
      EventCodec codec,
      Pages pages,
      SiteIndex index) {
    this.consumers = consumers;
    this.codec = codec;
    this.pages = pages;
    this.index = index;
    thread.setDaemon(true);
  }

  /** Before the web server, so that the first reader finds the pages. */
  @Override
  public int getPhase() {
    return 0;
  }

  @Override
  public void start() {
    running = true;
    thread.start();
  }

  @Override
  public void stop() {
    running = false;
    Consumer<byte[], byte[]> consumer = following;
    if (consumer == null) {
      thread.interrupt();
    } else {
      // An interrupted consumer reports that it cannot close in order.
      consumer.wakeup();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public boolean isReady() {
    return loaded;
  }

  private void run() {
    while (running) {
      try {
        prepare();
        try (Consumer<byte[], byte[]> consumer = consumers.get()) {
          following = consumer;
          follow(consumer);
        } finally {
          following = null;
        }
      } catch (RuntimeException e) {
        if (running) {
          log.warn("Following the pages begins anew: {}", e.getMessage());
          log.debug("The reason", e);
          pause();
        }
      }
    }
  }

  /** Without Kafka nothing changes, so the pages are served from what the store has. */
  private void prepare() {
    if (!loaded) {
      pages.createIndexes();
      load();
    }
  }

  private void load() {
    pages.forEachEntry(index::put);
    loaded = true;
  }

  private void follow(Consumer<byte[], byte[]> consumer) {
    Collection<TopicPartition> partitions =
        consumer.partitionsFor(Topics.PAGES).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    if (partitions.isEmpty()) {
      throw new KafkaException("The topic " + Topics.PAGES + " is not there yet");
    }
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position);
    load();
    while (running) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
        on(record);
      }
    }
  }

  private void on(ConsumerRecord<byte[], byte[]> record) {
    if (isOwn(record)) {
      return;
    }
    try {
      PageEvent event = codec.decode(record, PageEvent.class);
      pages.entry(event.postId()).ifPresent(index::put);
    } catch (BadEvent e) {
      // Only this service writes here, and the store stays the truth.
      log.warn("A page event could not be read: {}", e.getMessage());
    }
  }

  /**
   * Most events are this instance's own, so they are told by their headers, without reading them.
   */
  private boolean isOwn(ConsumerRecord<byte[], byte[]> record) {
    Header id = record.headers().lastHeader(CloudEventHeaders.ID);
    return record.key() != null
        && id != null
        && index
            .byId(new String(record.key(), StandardCharsets.UTF_8))
            .map(entry -> entry.emittedAs().toString())
            .filter(new String(id.value(), StandardCharsets.UTF_8)::equals)
            .isPresent();
  }

  private void pause() {
    try {
      Thread.sleep(1000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      running = false;
    }
  }
}
