package dev.galley.render.page.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.event.Author;
import dev.galley.render.template.PostList;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SiteIndexTests {

  private static final OffsetDateTime DAY = OffsetDateTime.parse("2020-01-01T10:00:00+01:00");

  private final AtomicLong comparisons = new AtomicLong();
  private final SiteIndex index = SiteIndex.counting(comparisons::incrementAndGet);

  @Test
  void aPublicationAmongTwentyThousandComparesAboutAsOftenAsAmongTwoHundred() {
    fill(0, 200);
    long few = comparisonsOfAPublication(100);
    fill(200, 20_000);
    long many = comparisonsOfAPublication(10_000);

    // Out of four lists and into them again, each by halving: a hundred times as many pages are
    // some seven halvings more each time. Sorting them all would compare 280,000 times.
    assertThat(many).isLessThan(few + 8 * 10).isLessThan(200);
  }

  @Test
  void aPublicationAmongTwentyThousandCopiesOneChunkOfAList() {
    fill(0, 20_000);
    Set<Object> before = Collections.newSetFromMap(new IdentityHashMap<>());
    before.addAll(((SortedPages) index.listed()).chunks());

    index.put(page(30_000, 1, "new"));

    List<List<PageEntry>> copied =
        ((SortedPages) index.listed())
            .chunks().stream().filter(chunk -> !before.contains(chunk)).toList();
    assertThat(copied).hasSizeBetween(1, 2);
    assertThat(copied.stream().mapToInt(List::size).sum())
        .isLessThanOrEqualTo(SortedPages.MAX_CHUNK);
  }

  @Test
  void listsAreInOrderWhateverTheOrderOfTheChanges() {
    Random random = new Random(7);
    List<PageEntry> expected = new ArrayList<>();
    for (int version = 1; version <= 3; version++) {
      List<Integer> numbers = new ArrayList<>();
      for (int number = 0; number < 3_000; number++) {
        numbers.add(number);
      }
      Collections.shuffle(numbers, random);
      expected.clear();
      for (int number : numbers) {
        PageEntry entry = page(number, version, "week-" + number + "-" + random.nextInt(3));
        boolean listed = random.nextInt(10) > 0;
        PageEntry put = listed ? entry : gone(number, version);
        index.put(put);
        if (listed) {
          expected.add(put);
        }
      }
    }
    expected.sort(
        Comparator.comparing((PageEntry entry) -> entry.published().toInstant())
            .reversed()
            .thenComparing(PageEntry::slug));

    assertThat(index.listed()).isEqualTo(expected);
    assertThat(index.inSitemap()).isEqualTo(expected);
    assertThat(index.tagged("tag-3"))
        .isEqualTo(expected.stream().filter(entry -> entry.tags().contains("tag-3")).toList());
    assertThat(index.by("author-4"))
        .isEqualTo(
            expected.stream()
                .filter(entry -> entry.authors().get(0).slug().equals("author-4"))
                .toList());
    assertThat(index.all(PostList.SHOW_AND_TELL))
        .isEqualTo(expected.stream().filter(e -> e.kind().equals("show-and-tell")).toList());
  }

  @Test
  void aTagThatNobodyHasAnyMoreIsGone() {
    index.put(page(3, 1, "week-3"));
    assertThat(index.tagged("tag-3")).hasSize(1);

    index.put(gone(3, 2));

    assertThat(index.tagged("tag-3")).isEmpty();
    assertThat(index.by("author-3")).isEmpty();
    assertThat(index.listed()).isEmpty();
  }

  @Test
  void theFingerprintOfAListFollowsItsSlugsTitlesAndOrderAndNothingElse() {
    fill(0, 50);
    long before = index.fingerprint(PostList.BLOGGABLE);

    index.put(page(20, 2, "week-20"));
    assertThat(index.fingerprint(PostList.BLOGGABLE)).isEqualTo(before);

    index.put(page(20, 3, "other"));
    long renamed = index.fingerprint(PostList.BLOGGABLE);
    assertThat(renamed).isNotEqualTo(before);

    index.put(gone(20, 4));
    assertThat(index.fingerprint(PostList.BLOGGABLE)).isNotIn(before, renamed);

    index.put(page(20, 5, "week-20"));
    assertThat(index.fingerprint(PostList.BLOGGABLE)).isEqualTo(before);
  }

  @Test
  void whoReadsAListSeesOneStateOfItWhileOthersChangeIt() throws Exception {
    fill(0, 2_000);
    AtomicBoolean over = new AtomicBoolean();
    ExecutorService threads = Executors.newFixedThreadPool(3);
    List<Future<?>> changing = new ArrayList<>();
    for (int half = 0; half < 2; half++) {
      int parity = half;
      changing.add(
          threads.submit(
              () -> {
                for (int i = 0; i < 4_000; i++) {
                  int number = (i * 2 + parity) % 2_000;
                  index.put(page(number, i + 2, "week-" + number + "-" + i % 2));
                }
              }));
    }
    Future<?> reading =
        threads.submit(
            () -> {
              while (!over.get()) {
                List<PageEntry> listed = index.listed();
                // No page is ever away: it is taken out and put in as one change.
                assertThat(listed).hasSize(2_000);
                assertThat(listed.get(1_999).published()).isEqualTo(DAY);
                assertThat(index.inSitemap()).hasSize(2_000);
                assertThat(index.tagged("tag-3")).hasSize(20);
                assertThat(index.by("author-3")).hasSize(200);
              }
            });
    for (Future<?> change : changing) {
      change.get();
    }
    over.set(true);
    reading.get();
    threads.shutdown();
    assertThat(index.listed()).doesNotHaveDuplicates().hasSize(2_000);
  }

  private long comparisonsOfAPublication(int number) {
    long before = comparisons.get();
    index.put(page(number, 2, "published-" + number));
    return comparisons.get() - before;
  }

  @Test
  void findsATagByWhatAnEarlierSiteCalledIt() {
    index.put(page(7, 1, "week-7"));

    assertThat(index.tagAt("slug-of.tag-7")).contains("tag-7");
    assertThat(index.tagAt("slug-of.tag-8")).isEmpty();

    index.put(gone(7, 2));
    assertThat(index.tagAt("slug-of.tag-7")).isEmpty();
  }

  private void fill(int from, int to) {
    for (int number = from; number < to; number++) {
      index.put(page(number, 1, "week-" + number));
    }
  }

  private static PageEntry page(int number, long version, String slug) {
    return entry(number, version, PageEntry.Status.LIVE, slug);
  }

  private static PageEntry gone(int number, long version) {
    return entry(number, version, PageEntry.Status.GONE, "week-" + number);
  }

  private static PageEntry entry(int number, long version, PageEntry.Status status, String slug) {
    boolean live = status == PageEntry.Status.LIVE;
    return new PageEntry(
        "post-" + number,
        version,
        version,
        new UUID(number, version),
        Instant.EPOCH,
        status,
        live ? "digest" : null,
        slug,
        List.of(slug),
        "Title " + number,
        number % 50 == 0 ? "show-and-tell" : "blog",
        List.of(new Author("author-" + number % 10, "Author")),
        List.of("tag-" + number % 100),
        Map.of("slug-of.tag-" + number % 100, "tag-" + number % 100),
        DAY.plusMinutes(number),
        DAY.plusMinutes(number),
        null,
        live,
        live,
        Map.of(),
        List.of(),
        null,
        null);
  }
}
