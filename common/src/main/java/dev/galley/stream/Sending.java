package dev.galley.stream;

import dev.galley.event.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaException;

/** Events that are sent one after the other and awaited together. For one thread. */
public final class Sending {

  private static final long PATIENCE_SECONDS = 30;

  private final EventSender sender;
  private final List<CompletableFuture<?>> sent = new ArrayList<>();

  Sending(EventSender sender) {
    this.sender = sender;
  }

  /** Sends an event. */
  public void add(String topic, Event event) {
    sent.add(sender.send(topic, event));
  }

  /**
   * Returns when the broker has all of them.
   *
   * @throws KafkaException if it did not acknowledge one; the caller does again what led to them
   */
  public void await() {
    try {
      CompletableFuture.allOf(sent.toArray(CompletableFuture<?>[]::new))
          .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("Interrupted while events were sent", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new KafkaException("An event could not be sent", e);
    }
  }
}
