package dev.galley.feed.chat;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.galley.feed.announcement.Announcement;
import dev.galley.feed.announcement.Recipient;
import dev.galley.feed.channel.Circuit;
import dev.galley.feed.store.VersionedRecords.Versioned;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A room of a chat that is told of posts.
 *
 * @param url the address of its incoming webhook, sealed: whoever has it can write there
 * @param host of that address, to be shown
 * @param tags it wants only posts that have one of these; empty for all
 * @param account absent where the address is all that is needed
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
    @Nullable Account account,
    Instant createdAt,
    Instant since,
    Circuit circuit,
    long version)
    implements Versioned<Room> {

  /**
   * Who writes, where a server has many who do.
   *
   * @param token lets write in its name, sealed
   */
  record Account(String token, Visibility visibility) {}

  /** Who sees what is written; direct is who is mentioned, which is nobody else. */
  enum Visibility {
    PUBLIC,
    UNLISTED,
    PRIVATE,
    DIRECT;

    @JsonValue
    String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  Room {
    tags = Set.copyOf(tags);
  }

  /** Whether it is told of something; never of what was accepted before its time. */
  boolean wants(Announcement announcement) {
    var content = announcement.content();
    return circuit.enabled()
        && form.carries(announcement.type())
        && !announcement.acceptedAt().isBefore(since)
        && content != null
        && (tags.isEmpty() || content.tags().stream().anyMatch(tags::contains));
  }

  Recipient recipient() {
    return new Recipient(id, name);
  }

  Room with(String otherName, String otherUrl, String otherHost, @Nullable Account other) {
    return new Room(
        id, otherName, form, otherUrl, otherHost, tags, other, createdAt, since, circuit, version);
  }

  /** Hears of what it wants now only if that is accepted from then on. */
  Room with(Set<String> otherTags, Instant now) {
    return new Room(
        id, name, form, url, host, otherTags, account, createdAt, now, circuit, version);
  }

  Room with(Circuit changed) {
    return new Room(id, name, form, url, host, tags, account, createdAt, since, changed, version);
  }

  /** Hears only what is accepted from then on. */
  Room switchedOn(Instant now) {
    return new Room(
        id, name, form, url, host, tags, account, createdAt, now, Circuit.GOOD, version);
  }

  @Override
  public Room withVersion(long changed) {
    return new Room(id, name, form, url, host, tags, account, createdAt, since, circuit, changed);
  }
}
