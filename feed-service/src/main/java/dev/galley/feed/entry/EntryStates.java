package dev.galley.feed.entry;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The durable state of every post's entry. */
interface EntryStates {

  /**
   * What a merge led to.
   *
   * @param entry the stored state afterwards
   * @param changed whether something was written; false for a repeated or outdated event
   */
  record Merged(StoredEntry entry, boolean changed) {}

  /**
   * Merges one event's state into the stored one, atomically and durably before it returns.
   * Concurrent merges of one post, in any number of instances, all take effect.
   *
   * @throws com.mongodb.MongoException when the store did not confirm; safe to repeat
   */
  Merged merge(EntryState event);

  /**
   * Merges the states of different posts as {@link #merge} does, together where that costs less.
   *
   * @return in their order
   */
  default List<Merged> mergeAll(List<EntryState> events) {
    return events.stream().map(this::merge).toList();
  }

  /** One post's state with its content. */
  Optional<StoredEntry> find(String postId);

  /** The posts that left the site before a time and of which more than that is still known. */
  List<String> goneBefore(Instant time);

  /**
   * Forgets a post that is gone, but for the revision by which it went: what was announced before
   * must stay void, should it ever come back.
   */
  void forget(String postId);

  /** Erases what was kept of a deleted post only until everybody was told. */
  void erase(String postId);

  /** Hands out every state without the content of the pages; for the start of an instance. */
  void forEachWithoutHtml(Consumer<StoredEntry> consumer);
}
