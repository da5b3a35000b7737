package dev.galley.feed.entry;

import static dev.galley.feed.entry.EntryFixtures.POST;
import static dev.galley.feed.entry.EntryFixtures.published;
import static dev.galley.feed.entry.EntryFixtures.rendered;
import static dev.galley.feed.entry.EntryFixtures.unpublished;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.galley.event.PageEvent;
import dev.galley.event.PostEvent;
import dev.galley.event.Topics;
import dev.galley.feed.SentEvents;
import dev.galley.feed.SiteProperties;
import dev.galley.stream.codec.BadEvent;
import dev.galley.stream.consuming.Received;
import dev.galley.stream.consuming.TestBinding;
import java.net.URI;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.listener.BatchListenerFailedException;

class EntryBindingTests {

  private final Clock clock = Clock.fixed(EntryFixtures.ACCEPTED, ZoneOffset.UTC);
  private final EntryStates states = new InMemoryEntryStates(clock);
  private final SiteProperties site =
      new SiteProperties(URI.create("https://example.com"), "Site", "en");
  private final JoiningPostsAndPages joining =
      new JoiningPostsAndPages(
          states,
          new LiveEntries(new Contents(states, site, 10_000), clock),
          SentEvents.into(new ArrayList<>()),
          List.of());

  @AutoClose
  private final TestBinding binding =
      new TestBinding("feed-service", Functions.class, JoiningPostsAndPages.class, joining);

  static class Functions {

    @Bean
    Consumer<List<Received<PostEvent>>> posts(JoiningPostsAndPages joining) {
      return new EntryConfiguration().posts(joining);
    }

    @Bean
    Consumer<List<Received<PageEvent>>> pages(JoiningPostsAndPages joining) {
      return new EntryConfiguration().pages(joining);
    }
  }

  @Test
  void aPostAndItsPageBecomeAnEntry() {
    binding.poll(List.of(TestBinding.record(Topics.POSTS, published(3))));
    binding.poll(List.of(TestBinding.record(Topics.PAGES, rendered(3))));

    assertThat(live()).isTrue();
  }

  @Test
  void whatIsNoPageIsRefused() {
    binding.poll(List.of(TestBinding.record(Topics.POSTS, published(3))));

    assertRefused(TestBinding.bad(Topics.PAGES, rendered(3)));

    assertThat(live()).isFalse();
  }

  @Test
  void whatIsNoPostIsRefusedAndThePostStays() {
    binding.poll(List.of(TestBinding.record(Topics.POSTS, published(3))));
    binding.poll(List.of(TestBinding.record(Topics.PAGES, rendered(3))));

    assertRefused(TestBinding.bad(Topics.POSTS, unpublished(4)));

    assertThat(live()).isTrue();
  }

  private boolean live() {
    return states.find(POST).orElseThrow().state().live().isPresent();
  }

  private void assertRefused(ConsumerRecord<byte[], byte[]> bad) {
    assertThatExceptionOfType(BatchListenerFailedException.class)
        .isThrownBy(() -> binding.poll(List.of(bad)))
        .withCauseInstanceOf(BadEvent.class)
        .satisfies(failure -> assertThat(failure.getRecord()).isSameAs(bad));
  }
}
