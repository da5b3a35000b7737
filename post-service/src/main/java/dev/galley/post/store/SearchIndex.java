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
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * The words of every post's working copy, in memory: for each word the posts that have it, four
 * bytes each, so that a search looks at words and not at texts. The store stays the truth: before
 * each search what was created or changed since the last one is read from it by its indexes,
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

  /** Postings of texts that have changed since, besides as many as there are of others. */
  private static final int MAX_USELESS = 100_000;

  private static final List<String> WORDS_OF =
      List.of("slug", "title", "summary", "authors", "tags", "body");

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
  private final NavigableSet<Entry> newestFirst = new TreeSet<>(NEWEST_FIRST);
  private final Map<String, Postings> postings = new HashMap<>();
  private int lastNumber;

  /** Of all postings, and of those whose text is still the newest of its post. */
  private long kept;

  private long live;
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
          .forEach(document -> forget(document.getString(ID)));
    }
    readUntil = now;
    if (kept > 2 * live + MAX_USELESS) {
      dropUseless();
    }
  }

  /**
   * The ids of the posts that have all the words, or longer ones in which they occur, the last
   * changed first. A post that was deleted just now may be among them.
   */
  synchronized List<String> find(Set<String> words, @Nullable Cursor after) {
    refresh();
    BitSet found = new BitSet(lastNumber + 1);
    found.set(0, lastNumber + 1);
    words.forEach(word -> found.and(having(word)));
    return newestFirst.stream()
        .filter(entry -> found.get(entry.number()))
        .filter(entry -> after == null || entry.comesAfter(after))
        .map(Entry::id)
        .toList();
  }

  /** The numbers of texts with a word that is this one, or in which it occurs. */
  private BitSet having(String word) {
    BitSet numbers = new BitSet(lastNumber + 1);
    postings.forEach(
        (known, texts) -> {
          if (known.contains(word)) {
            texts.addTo(numbers);
          }
        });
    return numbers;
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
      entries.keySet().stream()
          .filter(id -> id.compareTo(begin) < 0 && !there.contains(id))
          .toList()
          .forEach(this::forget);
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
      keep(known.changedAt(document.getDate(UPDATED_AT).toInstant()));
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
    Set<String> words = words(document.get(WORKING, Document.class));
    lastNumber++;
    words.forEach(word -> postings.computeIfAbsent(word, key -> new Postings()).add(lastNumber));
    kept += words.size();
    keep(
        new Entry(
            document.getString(ID),
            document.getLong(CONTENT_REVISION),
            document.getDate(UPDATED_AT).toInstant(),
            lastNumber,
            words.size()));
  }

  private void keep(Entry entry) {
    forget(entry.id());
    entries.put(entry.id(), entry);
    newestFirst.add(entry);
    live += entry.words();
  }

  /** What the postings have of it is not found any more. */
  private void forget(String id) {
    Entry entry = entries.remove(id);
    if (entry != null) {
      newestFirst.remove(entry);
      live -= entry.words();
    }
  }

  private void dropUseless() {
    BitSet numbers = new BitSet(lastNumber + 1);
    newestFirst.forEach(entry -> numbers.set(entry.number()));
    postings.values().removeIf(texts -> texts.keepOnly(numbers));
    kept = live;
  }

  private static Set<String> words(Document working) {
    Set<String> words = new HashSet<>();
    int chars = 0;
    for (String field : WORDS_OF) {
      Object value = working.get(field);
      for (Object text : value instanceof List<?> several ? several : Arrays.asList(value)) {
        for (String word : text instanceof String some ? SearchWords.of(some) : Set.<String>of()) {
          chars += word.length() + 1;
          if (chars > MAX_CHARS) {
            return words;
          }
          words.add(word);
        }
      }
    }
    return words;
  }

  /** UUIDv7 (RFC 9562, 5.7): the first 48 bits are milliseconds. */
  private static String firstIdOf(Instant at) {
    long millis = at.toEpochMilli();
    return String.format("%08x-%04x", millis >>> 16, millis & 0xFFFF);
  }

  /**
   * What is known of a post.
   *
   * @param revision of its content
   * @param number of its text: another one after each change
   * @param words how many there are
   */
  private record Entry(String id, long revision, Instant updatedAt, int number, int words) {

    Entry changedAt(Instant at) {
      return new Entry(id, revision, at, number, words);
    }

    boolean comesAfter(Cursor cursor) {
      int order = updatedAt.compareTo(cursor.updatedAt());
      return order < 0 || (order == 0 && id.compareTo(cursor.id()) < 0);
    }
  }

  /** The numbers of the texts that have a word. */
  private static final class Postings {

    private int[] numbers = new int[1];
    private int size;

    void add(int number) {
      if (size == numbers.length) {
        numbers = Arrays.copyOf(numbers, size + size / 2 + 1);
      }
      numbers[size++] = number;
    }

    void addTo(BitSet set) {
      for (int i = 0; i < size; i++) {
        set.set(numbers[i]);
      }
    }

    /** Drops the others; whether none is left. */
    boolean keepOnly(BitSet set) {
      numbers = Arrays.stream(numbers, 0, size).filter(set::get).toArray();
      size = numbers.length;
      return size == 0;
    }
  }
}
