package dev.galley.post.outbox;

import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares the topic with the store and sends again what the topic lacks: after a relay stalled and
 * woke up, after the topic was lost, after a restored backup.
 */
public final class Reconciliation {

  private static final Logger log = LoggerFactory.getLogger(Reconciliation.class);

  private final Outbox outbox;
  private final TopicRevisions topic;
  private final Relay relay;

  Reconciliation(Outbox outbox, TopicRevisions topic, Relay relay) {
    this.outbox = outbox;
    this.topic = topic;
    this.relay = relay;
  }

  /**
   * Compares once. Sending happens afterwards, in the background.
   *
   * @throws org.apache.kafka.common.KafkaException when the topic cannot be read
   */
  public Report run() {
    // The store first: what it says was accepted before, so it is in the topic or in the outbox.
    Map<String, Long> accepted = outbox.currentRevisions();
    Map<String, Long> sent = topic.read();
    int behind = 0;
    int ahead = 0;
    for (Map.Entry<String, Long> post : accepted.entrySet()) {
      long newest = sent.getOrDefault(post.getKey(), 0L);
      if (newest < post.getValue()) {
        relay.repeat(post.getKey(), false);
        behind++;
      } else if (newest > post.getValue()) {
        ahead++;
      }
    }
    if (behind > 0) {
      log.warn("The topic was behind for {} posts; they are sent again", behind);
    }
    return new Report(accepted.size(), behind, ahead);
  }

  /**
   * What a comparison found.
   *
   * @param posts how many were compared
   * @param behind how many had no or an older revision in the topic, and are sent again
   * @param ahead how many had a newer revision in the topic: published since, or the store is an
   *     old backup
   */
  public record Report(int posts, int behind, int ahead) {}
}
