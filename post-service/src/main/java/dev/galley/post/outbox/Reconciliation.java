package dev.galley.post.outbox;

import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares the topic with the store and sends again what the topic lacks: after a relay stalled and
 * woke up, after the topic was lost, after a restored backup. And sends something again where the
 * broker would keep what posts once said for too long.
 */
final class Reconciliation {

  private static final Logger log = LoggerFactory.getLogger(Reconciliation.class);

  private final Lease lease;
  private final Outbox outbox;
  private final TopicRevisions topic;
  private final Relay relay;
  private final Duration interval;

  /**
   * @param interval how often any of the instances is to compare
   */
  Reconciliation(Lease lease, Outbox outbox, TopicRevisions topic, Relay relay, Duration interval) {
    this.lease = lease;
    this.outbox = outbox;
    this.topic = topic;
    this.relay = relay;
    this.interval = interval;
  }

  /**
   * Compares unless any instance did so within the interval.
   *
   * @throws org.apache.kafka.common.KafkaException when the topic cannot be read
   */
  void runIfDue() {
    if (!lease.acquire(interval)) {
      return;
    }
    try {
      compare();
    } catch (RuntimeException e) {
      lease.release();
      throw e;
    }
  }

  /**
   * Compares once. Sending happens afterwards, in the background.
   *
   * @throws org.apache.kafka.common.KafkaException when the topic cannot be read
   */
  Report run() {
    Report report = compare();
    lease.seize(interval);
    return report;
  }

  private Report compare() {
    // The store first: what it says was accepted before, so it is in the topic or in the outbox.
    Map<String, Long> accepted = outbox.currentRevisions();
    TopicRevisions.Found found = topic.read();
    Map<String, Long> sent = found.newest();
    int behind = 0;
    int ahead = 0;
    for (Map.Entry<String, Long> post : accepted.entrySet()) {
      long newest = sent.getOrDefault(post.getKey(), 0L);
      if (newest < post.getValue()) {
        relay.send(post.getKey());
        behind++;
      } else if (newest > post.getValue()) {
        ahead++;
      }
    }
    found.last().forEach(relay::send);
    if (behind > 0) {
      log.warn("The topic {} was behind for {} keys; they are sent again", outbox.topic(), behind);
    }
    return new Report(accepted.size(), behind, ahead);
  }

  /**
   * What a comparison found.
   *
   * @param compared how many posts or assets
   * @param behind how many had no or an older revision in the topic, and are sent again
   * @param ahead how many had a newer revision in the topic: published since, or the store is an
   *     old backup
   */
  record Report(int compared, int behind, int ahead) {}
}
