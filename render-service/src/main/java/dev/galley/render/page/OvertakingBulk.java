package dev.galley.render.page;

import dev.galley.event.PostEvent;
import dev.galley.event.PostPublished;
import dev.galley.render.page.index.SiteIndex;
import dev.galley.stream.codec.BadEvent;
import dev.galley.stream.codec.CloudEventHeaders;
import dev.galley.stream.codec.EventCodec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a fresh publication pass the many of an import that wait before it: the group takes the
 * events of a partition in their order. What is dated now, or changes a page that is there, and has
 * not had its turn a moment later, is applied out of turn; new posts of long ago can wait. Where
 * many are fresh, nobody is preferred. Thread-safe.
 */
final class OvertakingBulk implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(OvertakingBulk.class);

  /** Longer than a publication takes that waits behind nobody. */
  static final Duration PATIENCE = Duration.ofMillis(300);

  /** So long after the date of what was published it is fresh. */
  private static final Duration FRESH = Duration.ofMinutes(1);

  /** More than these within the patience are a bulk of their own. */
  private static final int MAX_FRESH = 3;

  private static final Duration AT_STOP = Duration.ofSeconds(5);

  private static final int MAX_WAITING = 500;
  private static final int MAX_WAITING_BYTES = 2 * 1024 * 1024;

  private final PublishingPages publishing;
  private final SiteIndex index;
  private final EventCodec codec;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread worker = new Thread(task, "overtaking-bulk");
            worker.setDaemon(true);
            return worker;
          });
  private final List<ConsumerRecord<byte[], byte[]>> waiting = new ArrayList<>();
  private int waitingBytes;

  OvertakingBulk(PublishingPages publishing, SiteIndex index, EventCodec codec) {
    this.publishing = publishing;
    this.index = index;
    this.codec = codec;
  }

  /** An event of a post has come to the topic. */
  synchronized void arrived(ConsumerRecord<byte[], byte[]> record) {
    if (waiting.isEmpty() && !thread.isShutdown()) {
      thread.schedule(this::look, PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }
    int bytes = Math.max(0, record.serializedValueSize());
    if (waiting.isEmpty()
        || (waiting.size() < MAX_WAITING && waitingBytes + bytes <= MAX_WAITING_BYTES)) {
      waiting.add(record);
      waitingBytes += bytes;
    }
  }

  private void look() {
    List<ConsumerRecord<byte[], byte[]>> arrived;
    synchronized (this) {
      arrived = List.copyOf(waiting);
      waiting.clear();
      waitingBytes = 0;
    }
    List<ConsumerRecord<byte[], byte[]>> fresh =
        arrived.stream()
            .filter(record -> !isApplied(record) && isFresh(record))
            .limit(MAX_FRESH + 1L)
            .toList();
    if (fresh.size() <= MAX_FRESH) {
      fresh.forEach(this::overtake);
    }
  }

  /** Told by the headers: nearly always it is, and then nothing has to be read. */
  private boolean isApplied(ConsumerRecord<byte[], byte[]> record) {
    Header time = record.headers().lastHeader(CloudEventHeaders.TIME);
    return record.key() == null
        || time == null
        || index
            .byId(new String(record.key(), StandardCharsets.UTF_8))
            .map(entry -> entry.acceptedAt().toString())
            .filter(new String(time.value(), StandardCharsets.UTF_8)::equals)
            .isPresent();
  }

  private boolean isFresh(ConsumerRecord<byte[], byte[]> record) {
    try {
      return !(codec.fromJson(record.value()) instanceof PostPublished post)
          || index.byId(post.postId()).isPresent()
          || post.publishedAt().toInstant().plus(FRESH).isAfter(post.occurredAt());
    } catch (BadEvent e) {
      return false;
    }
  }

  private void overtake(ConsumerRecord<byte[], byte[]> record) {
    try {
      publishing.outOfTurn(codec.decode(record, PostEvent.class));
    } catch (RuntimeException e) {
      // When its turn comes, the group's failure handling decides what becomes of it.
      log.debug("An event waits for its turn", e);
    }
  }

  /** Returns when what is being applied is, or a moment later. */
  @Override
  public void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(AT_STOP.toSeconds(), TimeUnit.SECONDS)) {
        log.warn("A publication that passes others is still being rendered");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
