package dev.galley.render.page;

import static dev.galley.render.page.PostFixtures.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.galley.event.PageRendered;
import dev.galley.event.PostEvent;
import dev.galley.event.Topics;
import dev.galley.render.markdown.Markdowns;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OvertakingBulkTests {

  private final PageWorld world = new PageWorld(Markdowns.standard());
  private final OvertakingBulk overtaking =
      new OvertakingBulk(world.publishing, world.index, world.codec);

  @AfterEach
  void close() {
    overtaking.close();
    world.close();
  }

  private static PostFixtures fresh(String slug) {
    return post(slug).at("2026-01-05T10:00:00Z").published("2026-01-05T11:00:00+01:00");
  }

  private static PostFixtures old(String slug) {
    return post(slug).at("2026-01-05T10:00:00Z").published("2011-01-05T11:00:00+01:00");
  }

  @Test
  void appliesAFreshPublicationAmongManyOldOnesAndOnlyOnce() {
    PostEvent single = fresh("single").published();
    IntStream.range(0, 100).forEach(i -> arrive(old("week-" + i).published()));

    arrive(single);
    await().until(() -> world.index.live("single").isPresent());
    overtaking.close();

    // Its turn comes at last.
    world.publish(single);
    assertThat(world.sent(Topics.PAGES, PageRendered.class)).hasSize(1);
    assertThat(world.index.live("week-0")).isEmpty();
  }

  @Test
  void appliesChangesAndRemovalsOfPagesThatAreThere() {
    world.publish(old("changed").published(), old("gone").published());

    arrive(old("changed").revision(2).at("2026-01-05T12:00:00Z").published());
    arrive(old("gone").revision(2).at("2026-01-05T12:00:00Z").gone());

    await().until(() -> world.index.live("gone").isEmpty());
    await().until(() -> world.index.live("changed").orElseThrow().revision() == 2);
  }

  @Test
  void appliesNothingThatHasHadItsTurn() {
    PostEvent single = fresh("single").published();
    world.publish(single);

    arrive(single);
    arrive(fresh("other").published());
    await().until(() -> world.index.live("other").isPresent());
    overtaking.close();

    assertThat(world.sent(Topics.PAGES, PageRendered.class)).hasSize(2);
  }

  @Test
  void prefersNobodyWhereManyAreFresh() {
    IntStream.range(0, 4).forEach(i -> arrive(fresh("week-" + i).published()));

    await()
        .pollInterval(OvertakingBulk.PATIENCE)
        .until(
            () -> {
              arrive(fresh("single").published());
              return world.index.live("single").isPresent();
            });

    assertThat(world.index.live("week-0")).isEmpty();
  }

  @Test
  void aLaterRevisionStaysWhenTheTurnOfAnEarlierOneComes() {
    arrive(fresh("single").revision(2).body("Second.").published());
    await().until(() -> world.index.live("single").isPresent());

    world.publish(fresh("single").body("First.").published());

    assertThat(world.index.live("single").orElseThrow().revision()).isEqualTo(2);
  }

  private void arrive(PostEvent event) {
    overtaking.arrived(record(event));
  }

  private ConsumerRecord<byte[], byte[]> record(PostEvent event) {
    ProducerRecord<byte[], byte[]> sent = world.codec.encode(Topics.POSTS, event);
    return new ConsumerRecord<>(
        Topics.POSTS,
        0,
        0,
        0,
        TimestampType.CREATE_TIME,
        sent.key().length,
        sent.value().length,
        sent.key(),
        sent.value(),
        sent.headers(),
        Optional.empty());
  }
}
