package dev.galley.feed.newsletter;

import dev.galley.feed.announcement.Announcement;
import dev.galley.feed.announcement.Delivery;
import dev.galley.feed.announcement.Delivery.State;
import dev.galley.feed.announcement.Told;
import dev.galley.feed.subscriber.Subscriber;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

final class InMemoryTold implements Told {

  private final Map<String, State> states = new TreeMap<>();

  void put(Announcement announcement, Subscriber to, State state) {
    states.put(Delivery.id(announcement.id(), EmailChannel.NAME, to.id()), state);
  }

  @Override
  public List<String> recipients(String announcementId, String channel, String after, int limit) {
    String prefix = announcementId + ":" + channel + ":";
    return states.entrySet().stream()
        .filter(one -> one.getKey().startsWith(prefix))
        .filter(one -> one.getValue() != State.FAILED && one.getValue() != State.SKIPPED)
        .map(one -> one.getKey().substring(prefix.length()))
        .filter(id -> after == null || id.compareTo(after) > 0)
        .limit(limit)
        .toList();
  }

  @Override
  public Optional<State> state(String announcementId, String channel, String recipientId) {
    return Optional.ofNullable(states.get(Delivery.id(announcementId, channel, recipientId)));
  }
}
