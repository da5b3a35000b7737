package dev.galley.feed.chat;

import dev.galley.feed.announcement.Announcement;
import dev.galley.feed.announcement.Announcement.Type;
import dev.galley.feed.announcement.Circuit;
import dev.galley.feed.announcement.Recipient;
import dev.galley.feed.store.VersionedRecords.Versioned;
import java.time.Instant;
import java.util.Set;

/**
 * A room of a chat that is told of posts.
 *
 * @param url the address of its incoming webhook, sealed: whoever has it can write there
 * @param host of that address, to be shown
 * @param tags it wants only posts that have one of these; empty for all
 * @param since nothing that was accepted before is told
 * @param version grows with each write; what a conditional write compares
 */
record Room(
    String id,
    String name,
    ChatForm form,
    String url,
    String host,
    Set<String> tags,
    Instant createdAt,
    Instant since,
    Circuit circuit,
    long version)
    implements Versioned<Room> {

  Room {
    tags = Set.copyOf(tags);
  }

  /** New posts and major changes, and that a post left. */
  boolean wants(Announcement announcement) {
    var content = announcement.content();
    return circuit.enabled()
        && (announcement.type() == Type.PUBLICATION || announcement.type() == Type.UNPUBLICATION)
        && !announcement.acceptedAt().isBefore(since)
        && content != null
        && (tags.isEmpty() || content.tags().stream().anyMatch(tags::contains));
  }

  Recipient recipient() {
    return new Recipient(id, name);
  }

  Room with(String otherName, String otherUrl, String otherHost) {
    return new Room(
        id, otherName, form, otherUrl, otherHost, tags, createdAt, since, circuit, version);
  }

  /** Hears of what it wants now only if that is accepted from then on. */
  Room with(Set<String> otherTags, Instant now) {
    return new Room(id, name, form, url, host, otherTags, createdAt, now, circuit, version);
  }

  Room with(Circuit changed) {
    return new Room(id, name, form, url, host, tags, createdAt, since, changed, version);
  }

  /** Hears only what is accepted from then on. */
  Room switchedOn(Instant now) {
    return new Room(id, name, form, url, host, tags, createdAt, now, Circuit.GOOD, version);
  }

  @Override
  public Room withVersion(long changed) {
    return new Room(id, name, form, url, host, tags, createdAt, since, circuit, changed);
  }
}
