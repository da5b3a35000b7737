package dev.galley.feed.announcement;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Counts what became of deliveries, and adds it to their announcements now and then. What is lost
 * with the process is counted anew once nothing waits. Thread-safe.
 */
final class Counting {

  private record Key(String announcementId, String channel) {}

  private final MongoAnnouncements announcements;
  private Map<Key, Map<String, Long>> counts = new HashMap<>();

  Counting(MongoAnnouncements announcements) {
    this.announcements = announcements;
  }

  void moved(Delivery before, Delivery after) {
    add(before, -1);
    add(after, 1);
  }

  private synchronized void add(Delivery delivery, long count) {
    String name = name(delivery);
    if (name != null) {
      counts
          .computeIfAbsent(
              new Key(delivery.announcementId(), delivery.channel()), any -> new HashMap<>())
          .merge(name, count, Long::sum);
    }
  }

  /** As {@link Progress.OfChannel} names it. */
  private static @Nullable String name(Delivery delivery) {
    if (delivery.waits()) {
      return delivery.isRetried() ? "retried" : null;
    }
    return Deliveries.shown(delivery.state());
  }

  void flush() {
    for (Map.Entry<Key, Map<String, Long>> one : taken().entrySet()) {
      one.getValue().values().removeIf(count -> count == 0);
      if (!one.getValue().isEmpty()) {
        announcements.count(one.getKey().announcementId(), one.getKey().channel(), one.getValue());
      }
    }
  }

  private synchronized Map<Key, Map<String, Long>> taken() {
    Map<Key, Map<String, Long>> taken = counts;
    counts = new HashMap<>();
    return taken;
  }
}
