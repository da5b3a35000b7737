package dev.galley.feed.entry;

import static dev.galley.feed.entry.EntryFixtures.POST;
import static dev.galley.feed.entry.EntryFixtures.WRITTEN;
import static dev.galley.feed.entry.EntryFixtures.deleted;
import static dev.galley.feed.entry.EntryFixtures.published;
import static dev.galley.feed.entry.EntryFixtures.removed;
import static dev.galley.feed.entry.EntryFixtures.rendered;
import static dev.galley.feed.entry.EntryFixtures.unpublished;
import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.event.Update;
import dev.galley.feed.FeedDatabase;
import dev.galley.feed.entry.EntryStates.Merged;
import dev.galley.stream.Sending;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MongoEntryStatesTests {

  private static final Instant NOW = Instant.parse("2017-11-03T16:33:23.123456Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  private static final String OTHER = "0191f4a0-5b7c-7d3e-8f21-3c6a9be01a78";

  @RegisterExtension final FeedDatabase database = new FeedDatabase();

  @Test
  void givesBackWhatWasStored() {
    EntryStates states = states();
    states.merge(EntryState.of(published(3)));

    Merged merged = states.merge(EntryState.of(rendered(3)));

    StoredEntry stored = states().find(POST).orElseThrow();
    assertThat(stored).isEqualTo(merged.entry());
    assertThat(stored.state().live())
        .get()
        .extracting(entry -> entry.post().firstPublishedAt())
        .as("the time with its offset")
        .isEqualTo(WRITTEN);
    assertThat(stored.settledRevision()).isEqualTo(3);
    assertThat(stored.settledAt()).isEqualTo(NOW);
  }

  @Test
  void writesNothingForARepeatedOrOutdatedEvent() {
    EntryStates states = states();
    EntryState post = EntryState.of(published(3));
    states.merge(post);
    states.merge(EntryState.of(rendered(3)));

    assertThat(states.merge(post).changed()).isFalse();
    assertThat(states.merge(EntryState.of(published(POST, 2, Update.SILENT))).changed()).isFalse();
    assertThat(states.find(POST)).get().extracting(StoredEntry::version).isEqualTo(2L);
  }

  @Test
  void takesTwoCommandsForAFirstPublication() {
    List<String> commands = Collections.synchronizedList(new ArrayList<>());
    EntryStates states = new MongoEntryStates(database.listenedTo(commands::add), CLOCK);

    states.merge(EntryState.of(published(POST, 1, Update.FIRST)));
    states.merge(EntryState.of(rendered(1)));

    assertThat(commands).containsExactly("insert", "update");
    assertThat(states.find(POST).orElseThrow().state().live()).isPresent();
  }

  @Test
  void writesThePostsOfOnePollWithOneCommand() {
    List<String> commands = Collections.synchronizedList(new ArrayList<>());
    EntryStates states = new MongoEntryStates(database.listenedTo(commands::add), CLOCK);

    states.mergeAll(
        List.of(
            EntryState.of(published(POST, 1, Update.FIRST)),
            EntryState.of(published(OTHER, 1, Update.FIRST))));
    List<Merged> merged =
        states.mergeAll(
            List.of(EntryState.of(rendered(1)), EntryState.of(rendered(OTHER, 1, "<p>Hi</p>"))));

    assertThat(commands).containsExactly("insert", "update");
    assertThat(merged).allMatch(Merged::changed);
    assertThat(merged)
        .extracting(Merged::entry)
        .containsExactly(states.find(POST).orElseThrow(), states.find(OTHER).orElseThrow());
    assertThat(states.find(OTHER).orElseThrow().state().live()).isPresent();
  }

  @Test
  void mergesThePostsOfOnePollWithWhatAnotherInstanceWrote() {
    EntryStates states = states();
    states.mergeAll(
        List.of(
            EntryState.of(published(POST, 1, Update.FIRST)),
            EntryState.of(published(OTHER, 1, Update.FIRST))));
    states().merge(EntryState.of(published(POST, 2, Update.SILENT)));

    states.mergeAll(
        List.of(EntryState.of(rendered(2)), EntryState.of(rendered(OTHER, 1, "<p>Hi</p>"))));

    assertThat(states.find(POST).orElseThrow().state().live())
        .get()
        .extracting(Entry::revision)
        .isEqualTo(2L);
    assertThat(states.find(OTHER).orElseThrow().state().live()).isPresent();
  }

  @Test
  void writesTogetherWhatOtherWritersWereFasterWith() {
    List<String> commands = Collections.synchronizedList(new ArrayList<>());
    EntryStates states = new MongoEntryStates(database.listenedTo(commands::add), CLOCK);
    List<String> ids = IntStream.range(0, 10).mapToObj(i -> POST.substring(0, 35) + i).toList();
    List<EntryState> posts =
        ids.stream().map(id -> EntryState.of(published(id, 1, Update.FIRST))).toList();
    states.mergeAll(posts.subList(9, 10));
    states().mergeAll(ids.subList(0, 5).stream().map(MongoEntryStatesTests::page).toList());
    states().merge(page(ids.get(9)));
    commands.clear();

    List<Merged> merged = states.mergeAll(posts);

    assertThat(commands).containsExactly("insert", "find", "update");
    assertThat(merged)
        .extracting(Merged::entry)
        .containsExactlyElementsOf(ids.stream().map(id -> states.find(id).orElseThrow()).toList());
    assertThat(merged.subList(0, 5)).allMatch(one -> one.entry().state().live().isPresent());
    assertThat(merged.subList(0, 9)).allMatch(Merged::changed);
    assertThat(merged.get(9).changed()).as("what is known already").isFalse();
  }

  @Test
  void tellsWhichOfItsEntriesWereReplacedWhereOnlyTheirNumberIsSaid() {
    List<String> commands = Collections.synchronizedList(new ArrayList<>());
    EntryStates states = new MongoEntryStates(database.listenedTo(commands::add), CLOCK);
    states.mergeAll(
        List.of(EntryState.of(published(1)), EntryState.of(published(OTHER, 1, Update.FIRST))));
    states().merge(EntryState.of(published(2)));
    commands.clear();

    List<Merged> merged = states.mergeAll(List.of(page(POST), page(OTHER)));

    assertThat(commands).containsExactly("update", "find", "update");
    assertThat(merged).allMatch(Merged::changed);
    assertThat(merged).extracting(one -> one.entry().version()).containsExactly(3L, 2L);
  }

  private static EntryState page(String postId) {
    return EntryState.of(rendered(postId, 1, "<p>Hi</p>"));
  }

  @Test
  void forgetsAPostThatIsGoneButNotThatItsAnnouncementsAreVoid() {
    EntryStates states = states();
    states.merge(EntryState.of(published(POST, 1, Update.FIRST)));
    states.merge(EntryState.of(rendered(1)));
    states.merge(EntryState.of(unpublished(2)));
    assertThat(states.goneBefore(NOW.plusSeconds(1))).as("its page is still there").isEmpty();
    states.merge(EntryState.of(removed(2)));
    assertThat(states.goneBefore(NOW)).isEmpty();
    assertThat(states.goneBefore(NOW.plusSeconds(1))).containsExactly(POST);
    List<String> told = new ArrayList<>();
    EntryListener listener = new Forgotten(told);
    new ForgettingPosts(
            states, List.of(listener), Duration.ZERO, Clock.offset(CLOCK, Duration.ofSeconds(1)))
        .run();

    assertThat(told).containsExactly(POST);
    assertThat(states.goneBefore(NOW.plusSeconds(1))).isEmpty();
    EntryState left = states.find(POST).orElseThrow().state();
    assertThat(left.previous()).isNull();
    assertThat(left.announcements().latest()).isEmpty();
    assertThat(left.announcements().voidUntil()).isEqualTo(2);
    states.merge(EntryState.of(published(POST, 3, Update.SILENT)));
    states.merge(EntryState.of(rendered(3)));
    assertThat(states.find(POST).orElseThrow().state().live()).isPresent();
  }

  @Test
  void erasesOnlyWhatADeletedPostWasFoundBy() {
    EntryStates states = states();
    states.merge(EntryState.of(published(POST, 1, Update.FIRST)));
    states.merge(EntryState.of(rendered(1)));
    states.merge(EntryState.of(unpublished(2)));
    states.merge(EntryState.of(removed(2)));
    states.erase(POST);
    assertThat(states.find(POST).orElseThrow().state().previous().post().kind())
        .as("it may come back")
        .isEqualTo("blog");
    states.merge(EntryState.of(deleted(3)));
    states.merge(EntryState.of(removed(3)));

    // Another instance, which remembers nothing.
    states().erase(POST);

    Entry left = states.find(POST).orElseThrow().state().previous();
    assertThat(left.post().kind()).isEmpty();
    assertThat(left.post().tags()).isEmpty();
    assertThat(left.post().slug()).isEqualTo(published(1).slug());
    assertThat(states.goneBefore(NOW.plusSeconds(1))).containsExactly(POST);
  }

  private record Forgotten(List<String> told) implements EntryListener {
    @Override
    public void onLive(Entry entry, Cause cause, Sending sending) {}

    @Override
    public void onGone(UnpublishedPost gone, Entry last, Cause cause, Sending sending) {}

    @Override
    public void onForgotten(String postId) {
      told.add(postId);
    }
  }

  @Test
  void losesNoUpdateAmongConcurrentOnes() throws Exception {
    List<EntryState> events = new ArrayList<>();
    for (long revision = 1; revision <= 40; revision++) {
      events.add(EntryState.of(published(revision)));
      events.add(EntryState.of(rendered(revision)));
    }
    ExecutorService pool = Executors.newFixedThreadPool(8);
    List<EntryStates> instances = List.of(states(), states(), states());

    List<Future<Merged>> merged = new ArrayList<>();
    for (int i = 0; i < events.size(); i++) {
      EntryState event = events.get(i);
      EntryStates instance = instances.get(i % instances.size());
      merged.add(pool.submit(() -> instance.merge(event)));
    }
    for (Future<Merged> future : merged) {
      join(future);
    }
    pool.shutdown();

    assertThat(states().find(POST).flatMap(stored -> stored.state().live()))
        .get()
        .extracting(Entry::revision)
        .isEqualTo(40L);
  }

  @Test
  void noticesWhatAnotherInstanceWroteInBetween() {
    EntryStates one = states();
    EntryStates other = states();
    one.merge(EntryState.of(published(3)));
    other.merge(EntryState.of(rendered(3)));

    Merged merged = one.merge(EntryState.of(published(4)));

    assertThat(merged.entry().version()).isEqualTo(3);
    assertThat(merged.entry().state().live()).get().extracting(Entry::revision).isEqualTo(3L);
    assertThat(states().find(POST)).contains(merged.entry());
  }

  @Test
  void handsOutEveryStateWithoutItsContent() {
    EntryStates states = states();
    states.merge(EntryState.of(published(3)));
    states.merge(EntryState.of(rendered(3)));
    states.merge(EntryState.of(published("other", 1, dev.galley.event.Update.FIRST)));

    List<StoredEntry> seen = new ArrayList<>();
    states.forEachWithoutHtml(seen::add);

    assertThat(seen).extracting(stored -> stored.state().postId()).containsOnly(POST, "other");
    assertThat(seen.stream().flatMap(stored -> stored.state().live().stream()))
        .singleElement()
        .extracting(entry -> entry.page().html())
        .isNull();
  }

  private EntryStates states() {
    return new MongoEntryStates(database.get(), CLOCK);
  }

  private static void join(Future<Merged> future) throws InterruptedException, ExecutionException {
    future.get();
  }
}
