package dev.galley.feed.entry;

import static dev.galley.feed.entry.EntryFixtures.POST;
import static dev.galley.feed.entry.EntryFixtures.announced;
import static dev.galley.feed.entry.EntryFixtures.deleted;
import static dev.galley.feed.entry.EntryFixtures.published;
import static dev.galley.feed.entry.EntryFixtures.removed;
import static dev.galley.feed.entry.EntryFixtures.rendered;
import static dev.galley.feed.entry.EntryFixtures.unpublished;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.list;

import dev.galley.event.Announcement;
import dev.galley.event.PageEvent;
import dev.galley.event.PageRendered;
import dev.galley.event.PostEvent;
import dev.galley.event.Update;
import dev.galley.feed.SentEvents;
import dev.galley.feed.SiteProperties;
import dev.galley.stream.EventSender;
import dev.galley.stream.Sending;
import dev.galley.stream.consuming.Received;
import dev.galley.testing.VirtualTime;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class JoiningPostsAndPagesTests {

  private final VirtualTime time = new VirtualTime(EntryFixtures.ACCEPTED);
  private final Clock clock = ((InstantSource) this::later).withZone(ZoneOffset.UTC);
  private final EntryStates states = new InMemoryEntryStates(clock);
  private final SiteProperties site =
      new SiteProperties(URI.create("https://example.com"), "Site", "en");
  private final LiveEntries live = new LiveEntries(new Contents(states, site, 10_000), clock);
  private final EventSender sender = SentEvents.into(new ArrayList<>());
  private final Told told = new Told();
  private final JoiningPostsAndPages joining =
      new JoiningPostsAndPages(states, live, sender, List.of(told));

  private Instant later() {
    time.pass(Duration.ofMillis(1));
    return time.instant();
  }

  private static final class Told implements EntryListener {

    final List<Entry> live = new ArrayList<>();
    final List<Long> gone = new ArrayList<>();
    Entry last;
    final List<Long> dropped = new ArrayList<>();

    @Override
    public void onLive(Entry entry, Cause cause, Sending sending) {
      live.add(entry);
    }

    @Override
    public void onGone(UnpublishedPost retraction, Entry last, Cause cause, Sending sending) {
      gone.add(retraction.revision());
      this.last = last;
    }

    @Override
    public void onDropped(
        String postId, List<Announcement> announcements, Cause cause, Sending sending) {
      announcements.forEach(announcement -> dropped.add(announcement.revision()));
    }
  }

  private static List<Received<PostEvent>> posts(PostEvent... events) {
    return Stream.of(events).map(Received::of).toList();
  }

  private static List<Received<PageEvent>> pages(PageEvent... events) {
    return Stream.of(events).map(Received::of).toList();
  }

  @Test
  void tellsOfALiveRevisionThoughTheNextOneCameBeforeAndNeverGetsAPage() {
    joining.onPosts(posts(published(POST, 1, Update.FIRST), published(POST, 2, Update.MAJOR)));
    joining.onPages(pages(rendered(1)));

    assertThat(told.live).extracting(Entry::revision).containsExactly(1L);
    assertThat(live.newest(Selection.ALL, any -> true, 10))
        .extracting(Entry::revision)
        .containsExactly(1L);
  }

  @Test
  void tellsOfALiveRevisionThoughItComesTogetherWithTheNextOne() {
    joining.onPages(pages(rendered(1)));
    joining.onPosts(posts(published(POST, 1, Update.FIRST), published(POST, 2, Update.MAJOR)));

    assertThat(told.live).extracting(Entry::revision).containsExactly(1L);
  }

  @Test
  void tellsNothingOfAPageThatIsRenderedAgainButServesIt() {
    joining.onPosts(posts(published(1)));
    joining.onPages(pages(rendered(1)));

    PageRendered again = rendered(POST, 1, "<p>Another look</p>");
    joining.onPages(pages(again));

    assertThat(told.live).extracting(Entry::revision).containsExactly(1L);
    Entry served = live.newest(Selection.ALL, any -> true, 10).get(0);
    assertThat(live.content(served).html()).contains("Another look");
  }

  /** The process died between the write and what was to be told. */
  @Test
  void tellsAgainOfWhatIsDeliveredAgainAlsoTogetherWithALaterRendering() {
    joining.onPosts(posts(published(1)));
    PageRendered page = rendered(1);
    states.merge(EntryState.of(page));

    joining.onPages(pages(page));
    joining.onPages(pages(page, rendered(POST, 1, "<p>Another look</p>")));

    assertThat(told.live).extracting(Entry::revision).containsExactly(1L, 1L);
  }

  @Test
  void takesEachPostOfAPollByItself() {
    String other = "0191f4a0-5b7c-7d3e-8f21-3c6a9be01a78";
    joining.onPosts(posts(published(3), published(other, 1, Update.SILENT)));
    joining.onPages(pages(rendered(3), rendered(other, 1, "<p>Other</p>")));

    assertThat(told.live).extracting(Entry::postId).containsExactly(POST, other);
  }

  @Test
  void announcesEveryAnnouncedRevisionOfAPollWithTheNewest() {
    joining.onPosts(
        posts(
            announced(3, List.of(3L)),
            announced(4, List.of(3L, 4L)),
            announced(5, List.of(3L, 4L))));
    joining.onPages(pages(rendered(3), rendered(4), rendered(5)));

    assertThat(told.live)
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.revision()).isEqualTo(5);
              assertThat(entry.announcements())
                  .extracting(Announcement::revision)
                  .containsExactly(3L, 4L);
            });
  }

  @Test
  void leadsToTheSameStateInWhateverPollsTheEventsCome() {
    joining.onPosts(posts(published(3), published(POST, 4, Update.MINOR)));
    joining.onPages(pages(rendered(4), rendered(3)));
    EntryState together = states.find(POST).orElseThrow().state();

    EntryStates apart = new InMemoryEntryStates(clock);
    JoiningPostsAndPages oneByOne = new JoiningPostsAndPages(apart, live, sender, List.of());
    oneByOne.onPosts(posts(published(3)));
    oneByOne.onPages(pages(rendered(3)));
    oneByOne.onPosts(posts(published(POST, 4, Update.MINOR)));
    oneByOne.onPages(pages(rendered(4)));

    assertThat(together.live().orElseThrow())
        .usingRecursiveComparison()
        .ignoringFieldsMatchingRegexes(".*[eE]ventId")
        .isEqualTo(apart.find(POST).orElseThrow().state().live().orElseThrow());
  }

  @Test
  void tellsWhichAnnouncementsAreDroppedSinceTooManyWait() {
    joining.onPosts(posts(announced(50, revisions(1, 50))));
    assertThat(told.dropped).isEmpty();

    joining.onPosts(posts(announced(51, revisions(2, 51)), announced(53, revisions(4, 53))));
    assertThat(told.dropped).containsExactly(1L, 2L, 3L);

    joining.onPosts(posts(announced(54, revisions(5, 54))));
    assertThat(told.dropped).containsExactly(1L, 2L, 3L, 4L);

    joining.onPages(pages(rendered(54)));
    joining.onPosts(posts(announced(55, revisions(6, 55))));
    assertThat(told.dropped).as("the others were told").containsExactly(1L, 2L, 3L, 4L);
    assertThat(told.live)
        .singleElement()
        .extracting(Entry::announcements, list(Announcement.class))
        .extracting(Announcement::revision)
        .containsExactlyElementsOf(revisions(5, 54));
  }

  private static List<Long> revisions(long first, long last) {
    return LongStream.rangeClosed(first, last).boxed().toList();
  }

  @Test
  void tellsOfARemovalThatComesWithThePublicationBeforeIt() {
    joining.onPosts(posts(published(3)));
    joining.onPages(pages(rendered(3)));

    joining.onPosts(posts(published(POST, 4, Update.MINOR), unpublished(5)));
    joining.onPages(pages(rendered(4), removed(5)));

    assertThat(told.live).extracting(Entry::revision).containsExactly(3L);
    assertThat(told.gone).containsExactly(5L);
  }

  @Test
  void keepsNothingOfADeletedPostButWhereItWas() {
    joining.onPosts(posts(published(3)));
    joining.onPages(pages(rendered(3)));
    joining.onPosts(posts(deleted(5)));
    joining.onPages(pages(removed(5)));

    EntryState left = states.find(POST).orElseThrow().state();
    assertThat(told.gone).as("its leaving was not told yet").containsExactly(5L);
    assertThat(left.lastComplete().post().slug()).isEqualTo(published(3).slug());
    assertThat(left.toString())
        .contains(published(3).slug())
        .doesNotContain("Week 459", "Afternoon folks", "What we did", "Chris Roos")
        .doesNotContain("asset-manager", "blog");
  }

  @Test
  void keepsOfADeletedPostWhatWebhooksChooseByUntilTheyAreTold() {
    joining.onPosts(posts(published(3)));
    joining.onPages(pages(rendered(3)));
    joining.onPosts(posts(deleted(5)));

    joining.onPages(pages(removed(5)));

    assertThat(told.last.post().tags()).isEqualTo(published(3).tags());
    assertThat(told.last.post().kind()).isEqualTo(published(3).kind());
    assertThat(told.last.post().title()).isEmpty();
  }
}
