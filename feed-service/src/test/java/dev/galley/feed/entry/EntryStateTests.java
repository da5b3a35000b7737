package dev.galley.feed.entry;

import static dev.galley.feed.entry.EntryFixtures.ACCEPTED;
import static dev.galley.feed.entry.EntryFixtures.POST;
import static dev.galley.feed.entry.EntryFixtures.announced;
import static dev.galley.feed.entry.EntryFixtures.published;
import static dev.galley.feed.entry.EntryFixtures.removed;
import static dev.galley.feed.entry.EntryFixtures.rendered;
import static dev.galley.feed.entry.EntryFixtures.unpublished;
import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.event.Announcement;
import dev.galley.event.Update;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EntryStateTests {

  @Test
  void isLiveOnceThePostAndItsPageAreThere() {
    EntryState post = EntryState.of(published(3));

    assertThat(post.live()).isEmpty();
    assertThat(after(post, EntryState.of(rendered(3))).live())
        .get()
        .extracting(Entry::revision)
        .isEqualTo(3L);
  }

  @Test
  void remembersOfADeletedPostWhenItHadLeft() {
    Instant later = ACCEPTED.plusSeconds(60);
    EntryState left = EntryState.of(unpublished(4));
    EntryState deleted = EntryState.of(unpublished(4).deleted(UUID.randomUUID(), later, 5));

    UnpublishedPost gone = (UnpublishedPost) after(left, deleted, deleted).post();

    assertThat(gone.revision()).isEqualTo(5);
    assertThat(gone.acceptedAt()).isEqualTo(later);
    assertThat(gone.toldAt()).isEqualTo(ACCEPTED);
    assertThat(after(deleted, left).post()).isEqualTo(gone);
    assertThat(((UnpublishedPost) after(deleted).post()).toldAt()).isEqualTo(later);
  }

  @Test
  void takesThePageBeforeThePost() {
    EntryState state = after(EntryState.of(rendered(3)), EntryState.of(published(3)));

    assertThat(state.live()).isPresent();
  }

  @Test
  void keepsTheOldEntryWhileANewerPostWaitsForItsPage() {
    EntryState state =
        after(EntryState.of(published(3)), EntryState.of(rendered(3)), EntryState.of(published(4)));

    assertThat(state.live()).get().extracting(Entry::revision).isEqualTo(3L);
    assertThat(state.waits()).isTrue();
  }

  @Test
  void keepsTheOldEntryWhileANewerPageWaitsForItsPost() {
    EntryState state =
        after(EntryState.of(published(3)), EntryState.of(rendered(3)), EntryState.of(rendered(4)));

    assertThat(state.live()).get().extracting(Entry::revision).isEqualTo(3L);
    assertThat(after(state, EntryState.of(published(4))).live())
        .get()
        .extracting(Entry::revision)
        .isEqualTo(4L);
  }

  @Test
  void isLiveThoughTheNextRevisionCameBeforeAndNeverGetsAPage() {
    EntryState first = EntryState.of(announced(1, List.of(1L)));
    EntryState second = EntryState.of(announced(2, List.of(1L, 2L)));
    EntryState page = EntryState.of(rendered(1));

    EntryState state = after(first, second, page);

    assertThat(state.live().orElseThrow().revision()).isEqualTo(1);
    assertThat(state.live().orElseThrow().announcements())
        .extracting(Announcement::revision)
        .containsExactly(1L);
    assertThat(after(second, page, first)).isEqualTo(state);
    assertThat(after(page, after(first, second))).isEqualTo(state);
    assertThat(after(state, EntryState.of(rendered(2))).live().orElseThrow().revision())
        .isEqualTo(2);
    assertThat(after(first, second, EntryState.of(unpublished(3)), page).live()).isEmpty();
  }

  @Test
  void leavesTheFeedsWithThePost() {
    EntryState live = after(EntryState.of(published(3)), EntryState.of(rendered(3)));

    EntryState unpublished = after(live, EntryState.of(unpublished(4)));

    assertThat(unpublished.live()).isEmpty();
    assertThat(unpublished.removal()).as("its page is still served").isEmpty();
    assertThat(after(unpublished, EntryState.of(removed(4))).removal()).isPresent();
    assertThat(unpublished.lastComplete()).isNotNull();
    assertThat(unpublished.lastComplete().page().html()).as("what was taken back").isNull();
  }

  @Test
  void leavesTheFeedsWithThePage() {
    EntryState live = after(EntryState.of(published(3)), EntryState.of(rendered(3)));

    assertThat(after(live, EntryState.of(removed(4))).live()).isEmpty();
  }

  @Test
  void doesNotComeBackByALatePage() {
    EntryState gone = after(EntryState.of(published(3)), EntryState.of(unpublished(4)));

    assertThat(after(gone, EntryState.of(rendered(3))).live()).isEmpty();
  }

  @Test
  void comesBackWhenItIsPublishedAgain() {
    EntryState state =
        after(
            EntryState.of(published(3)),
            EntryState.of(rendered(3)),
            EntryState.of(unpublished(4)),
            EntryState.of(removed(4)),
            EntryState.of(published(5)));

    assertThat(state.live()).isEmpty();
    assertThat(after(state, EntryState.of(rendered(5))).live()).isPresent();
  }

  @Test
  void takesANewRenderingOfTheSameRevision() {
    EntryState state =
        after(
            EntryState.of(published(3)),
            EntryState.of(rendered(3)),
            EntryState.of(rendered(POST, 3, "<p>New theme</p>")));

    assertThat(state.live()).get().extracting(e -> e.page().html()).isEqualTo("<p>New theme</p>");
  }

  @Test
  void keepsAnAnnouncementWhoseRevisionWasNeverLiveByItself() {
    EntryState state =
        after(
            EntryState.of(announced(1, List.of(1L))),
            EntryState.of(announced(2, List.of(1L, 2L))),
            EntryState.of(rendered(2)));

    assertThat(state.live().orElseThrow().announcements())
        .extracting(Announcement::revision)
        .containsExactly(1L, 2L);
  }

  @Test
  void announcesWhatOnlyALaterEventNames() {
    EntryState state =
        after(EntryState.of(announced(3, List.of(1L, 2L, 3L))), EntryState.of(rendered(3)));

    assertThat(state.live().orElseThrow().announcements())
        .extracting(Announcement::revision)
        .containsExactly(1L, 2L, 3L);
  }

  @Test
  void doesNotAnnounceWhatWasTakenBackByAnEventThatWentUnsent() {
    EntryState first = EntryState.of(announced(1, List.of(1L)));
    EntryState back = EntryState.of(announced(3, List.of(3L)));
    EntryState page = EntryState.of(rendered(3));

    EntryState state = after(first, back, page);

    assertThat(state.live().orElseThrow().announcements())
        .extracting(Announcement::revision)
        .containsExactly(3L);
    assertThat(after(page, back, first).live()).isEqualTo(state.live());
  }

  @Test
  void doesNotAnnounceWhatWasTakenBackBeforeItWasLive() {
    EntryState state =
        after(
            EntryState.of(published(POST, 1, Update.FIRST)),
            EntryState.of(unpublished(2)),
            EntryState.of(published(POST, 3, Update.MAJOR)),
            EntryState.of(rendered(3)));

    assertThat(state.live().orElseThrow().announcements())
        .extracting(Announcement::revision)
        .containsExactly(3L);
  }

  @Test
  void endsInTheSameStateWhateverTheOrderAndTheRepetitions() {
    List<EntryState> events =
        Stream.of(
                EntryState.of(published(1)),
                EntryState.of(rendered(1)),
                EntryState.of(published(2)),
                EntryState.of(rendered(2)),
                EntryState.of(unpublished(3)),
                EntryState.of(removed(3)),
                EntryState.of(published(4)),
                EntryState.of(rendered(4)))
            .toList();
    EntryState expected = events.stream().reduce(EntryState::merge).orElseThrow();
    Random random = new Random(459);

    for (int round = 0; round < 1000; round++) {
      List<EntryState> shuffled = new ArrayList<>(events);
      events.forEach(event -> shuffled.addAll(Collections.nCopies(random.nextInt(3), event)));
      Collections.shuffle(shuffled, random);

      assertThat(shuffled.stream().reduce(EntryState::merge)).contains(expected);
    }
  }

  private static EntryState after(EntryState first, EntryState... others) {
    return Stream.of(others).reduce(first, EntryState::merge);
  }
}
