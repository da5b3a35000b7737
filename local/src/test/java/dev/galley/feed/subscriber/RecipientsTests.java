package dev.galley.feed.subscriber;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.galley.feed.entry.Selection;
import dev.galley.feed.mail.MailAddress;
import dev.galley.local.store.EmbeddedStore;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who gets something, on the embedded store: no page of them reads all that there are. */
class RecipientsTests {

  /** More than the store takes for few. */
  private static final int SUBSCRIBERS = 600;

  private static final Instant ADDED = Instant.parse("2026-11-01T10:00:00Z");
  private static final Instant CHANGED = Instant.parse("2026-11-02T10:00:00Z");
  private static final Set<Selection> ALL = Set.of(Selection.ALL);

  @TempDir Path folder;

  @Test
  void areFoundByIndexesWhateverTheyHadChosen() {
    try (EmbeddedStore store = EmbeddedStore.open(folder, Throwable::printStackTrace);
        MongoClient client = MongoClients.create(store.uri())) {
      Subscribers subscribers = new Subscribers(client.getDatabase("galley_feeds"));
      List<Consent> consents =
          IntStream.range(0, SUBSCRIBERS)
              .mapToObj(RecipientsTests::address)
              .map(address -> new Consent(address, null, null))
              .toList();
      subscribers.add(consents, Selection.ALL, Pace.AT_ONCE, "test", ADDED);
      String changed = subscribers.find(address(300)).orElseThrow().id();
      subscribers.choose(changed, Selection.ALL, Pace.WEEKLY, CHANGED);
      long scans = store.scans();

      for (Instant at : List.of(CHANGED.minusSeconds(1), CHANGED.plusSeconds(1))) {
        boolean isBefore = at.isBefore(CHANGED);
        assertThat(ids(subscribers, Pace.AT_ONCE, at))
            .hasSize(isBefore ? SUBSCRIBERS : SUBSCRIBERS - 1)
            .isSorted()
            .doesNotHaveDuplicates()
            .matches(ids -> ids.contains(changed) == isBefore);
        assertThat(ids(subscribers, Pace.WEEKLY, at))
            .isEqualTo(isBefore ? List.of() : List.of(changed));
        assertThat(new Recipients(subscribers).count(Pace.AT_ONCE, ALL, at))
            .isEqualTo(isBefore ? SUBSCRIBERS : SUBSCRIBERS - 1);
      }

      assertThat(store.scans()).isEqualTo(scans);
    }
  }

  private static MailAddress address(int number) {
    return MailAddress.of("reader" + number + "@example.org").orElseThrow();
  }

  private static List<String> ids(Subscribers subscribers, Pace pace, Instant at) {
    List<String> ids = new ArrayList<>();
    List<Subscriber> page;
    String last = null;
    do {
      page = new Recipients(subscribers).page(pace, ALL, at, at, last, 100);
      page.forEach(one -> ids.add(one.id()));
      last = page.isEmpty() ? last : page.get(page.size() - 1).id();
    } while (page.size() == 100);
    return ids;
  }
}
