package dev.galley.feed.receipt;

import dev.galley.event.Receipt;
import dev.galley.event.Topics;
import dev.galley.stream.EventSender;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaException;
import org.springframework.stereotype.Component;

/** Sends receipts and waits until the broker has them. */
@Component
public class Receipts {

  private static final long PATIENCE_SECONDS = 30;

  private final EventSender sender;

  Receipts(EventSender sender) {
    this.sender = sender;
  }

  /**
   * Sends one receipt. Returns after the broker's acknowledgement.
   *
   * @throws KafkaException when there was none; whoever consumes the event that led here repeats
   */
  public void send(Receipt receipt) {
    try {
      sender.send(Topics.RECEIPTS, receipt).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("Interrupted while a receipt was sent", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new KafkaException("A receipt could not be sent", e);
    }
  }
}
