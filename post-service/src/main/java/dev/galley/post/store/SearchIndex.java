package dev.galley.post.store;

import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Projections.include;
import static dev.galley.post.store.PostFields.CONTENT_REVISION;
import static dev.galley.post.store.PostFields.DELETED_AT;
import static dev.galley.post.store.PostFields.ID;
import static dev.galley.post.store.PostFields.UPDATED_AT;
import static dev.galley.post.store.PostFields.WORKING;

import com.mongodb.client.MongoCollection;
import dev.galley.post.content.Cursor;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * The words of every post's working copy, in memory, some 2 kB a post. The store stays the truth:
 * before each search what was created or changed since the last one is read from it by its indexes,
 * whoever changed it, so every instance finds the same.
 *
 * <p>Words are not in the store since an index of them there would cost each import and each saved
 * change some hundred writes. Thread-safe.
 */
final class SearchIndex {

  /** Of one post's words; what a longer text has beyond them is not found. */
  static final int MAX_CHARS = 64 * 1024;

  /** How much later than its time a change may be in the store, by slow writes and other clocks. */
  private static final Duration LATENESS = Duration.ofSeconds(30);

  private static final int PAGE_DOCUMENTS = 100;
  private static final Bson TEXTS =
      include(
          CONTENT_REVISION,
          UPDATED_AT,
          DELETED_AT,
          WORKING + ".slug",
          WORKING + ".title",
          WORKING + ".summary",
          WORKING + ".authors",
          WORKING + ".tags",
          WORKING + ".body");
  private static final Comparator<Entry> NEWEST_FIRST =
      Comparator.comparing(Entry::updatedAt).thenComparing(Entry::id).reversed();

  private final MongoCollection<Document> posts;
  private final Clock clock;
  private final Map<String, Entry> entries = new HashMap<>();
  private Instant readUntil = Instant.EPOCH;

  SearchIndex(MongoCollection<Document> posts, Clock clock) {
    this.posts = posts;
    this.clock = clock;
  }

  /** Reads what the index does not know yet; the first time that is every post. */
  synchronized void refresh() {
    Instant now = clock.instant();
    if (readUntil.equals(Instant.EPOCH)) {
      new PostPages(posts, TEXTS).forEach(this::put);
    } else {
      Instant since = readUntil.minus(LATENESS);
      List<String> unknown = new ArrayList<>();
      // An import gives its posts the times of their files; their ids are of today.
      note(gt(ID, firstIdOf(since)), unknown);
      note(gte(UPDATED_AT, Date.from(since)), unknown);
      read(unknown);
      posts
          .find(gte(DELETED_AT, Date.from(since)))
          .projection(include(ID))
          .forEach(document -> entries.remove(document.getString(ID)));
    }
    readUntil = now;
  }

  /**
   * The ids of the posts that have all the words, or longer ones in which they occur, the last
   * changed first. A post that was deleted just now may be among them.
   */
  synchronized List<String> find(Set<String> words, @Nullable Cursor after) {
    refresh();
    return entries.values().stream()
        .filter(entry -> after == null || entry.comesAfter(after))
        .filter(entry -> words.stream().allMatch(entry.words()::contains))
        .sorted(NEWEST_FIRST)
        .map(Entry::id)
        .toList();
  }

  /**
   * Compares with every post: what came too late for {@link #refresh}, and what was deleted and is
   * gone from the store since the last search. Searches wait for a small part of it only.
   */
  void compare() {
    String begin = firstIdOf(clock.instant().minus(LATENESS));
    Set<String> there = new HashSet<>();
    List<String> unknown = new ArrayList<>();
    new PostPages(posts, include(CONTENT_REVISION, UPDATED_AT, DELETED_AT))
        .forEach(
            document -> {
              if (!document.containsKey(DELETED_AT)) {
                there.add(document.getString(ID));
                note(document, unknown);
              }
            });
    read(unknown);
    synchronized (this) {
      entries.keySet().removeIf(id -> id.compareTo(begin) < 0 && !there.contains(id));
    }
  }

  private void note(Bson filter, List<String> unknown) {
    posts
        .find(filter)
        .projection(include(CONTENT_REVISION, UPDATED_AT))
        .forEach(document -> note(document, unknown));
  }

  private synchronized void note(Document document, List<String> unknown) {
    String id = document.getString(ID);
    Entry known = entries.get(id);
    if (known == null || known.revision() != document.getLong(CONTENT_REVISION)) {
      unknown.add(id);
    } else {
      entries.put(id, known.changedAt(document.getDate(UPDATED_AT).toInstant()));
    }
  }

  private void read(List<String> ids) {
    for (int from = 0; from < ids.size(); from += PAGE_DOCUMENTS) {
      List<String> page = ids.subList(from, Math.min(ids.size(), from + PAGE_DOCUMENTS));
      posts.find(in(ID, page)).projection(TEXTS).forEach(this::put);
    }
  }

  private synchronized void put(Document document) {
    if (document.containsKey(DELETED_AT)) {
      return;
    }
    String id = document.getString(ID);
    entries.put(
        id,
        new Entry(
            id,
            document.getLong(CONTENT_REVISION),
            document.getDate(UPDATED_AT).toInstant(),
            words(document.get(WORKING, Document.class))));
  }

  private static String words(Document working) {
    Set<String> words = new LinkedHashSet<>();
    Stream.of("slug", "title", "summary", "authors", "tags", "body")
        .map(working::get)
        .flatMap(value -> value instanceof List<?> several ? several.stream() : Stream.of(value))
        .filter(String.class::isInstance)
        .forEach(text -> words.addAll(SearchWords.of((String) text)));
    String joined = String.join("\n", words);
    return joined.substring(0, Math.min(joined.length(), MAX_CHARS));
  }

  /** UUIDv7 (RFC 9562, 5.7): the first 48 bits are milliseconds. */
  private static String firstIdOf(Instant at) {
    long millis = at.toEpochMilli();
    return String.format("%08x-%04x", millis >>> 16, millis & 0xFFFF);
  }

  /** What is known of a post; {@code revision} is that of its content. */
  private record Entry(String id, long revision, Instant updatedAt, String words) {

    Entry changedAt(Instant at) {
      return new Entry(id, revision, at, words);
    }

    boolean comesAfter(Cursor cursor) {
      int order = updatedAt.compareTo(cursor.updatedAt());
      return order < 0 || (order == 0 && id.compareTo(cursor.id()) < 0);
    }
  }
}
