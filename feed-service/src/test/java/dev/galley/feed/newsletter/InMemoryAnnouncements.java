package dev.galley.feed.newsletter;

import dev.galley.feed.announcement.Announcement;
import dev.galley.feed.announcement.Announcements;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

final class InMemoryAnnouncements implements Announcements {

  final Map<String, Announcement> all = new LinkedHashMap<>();

  @Override
  public void write(List<Announcement> announcements) {
    announcements.forEach(one -> all.putIfAbsent(one.id(), one));
  }

  @Override
  public void writeFor(Announcement announcement, Instant due) {
    write(List.of(announcement));
  }

  @Override
  public Optional<Announcement> find(String id) {
    return Optional.ofNullable(all.get(id));
  }

  @Override
  public List<Announcement> between(Instant from, Instant to, int limit) {
    return all.values().stream()
        .filter(one -> one.content() != null)
        .filter(one -> !one.acceptedAt().isBefore(from) && one.acceptedAt().isBefore(to))
        .sorted(Comparator.comparing(Announcement::acceptedAt))
        .limit(limit)
        .toList();
  }
}
