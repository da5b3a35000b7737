package dev.galley.render.page;

import static dev.galley.render.page.PostFixtures.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.galley.event.Topics;
import dev.galley.render.markdown.Markdowns;
import dev.galley.render.page.index.SiteIndex;
import dev.galley.render.page.serving.PageCache;
import dev.galley.render.page.serving.Pictures;
import dev.galley.stream.following.Follower;
import dev.galley.stream.following.Start;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A second instance notices what the first one makes. */
class FollowingPagesTests {

  private static final TopicPartition PARTITION = new TopicPartition(Topics.PAGES, 0);

  private final PageWorld first = new PageWorld(Markdowns.standard());
  private final SiteIndex index = new SiteIndex(0);
  private final PageCache live =
      new PageCache(
          first.pages::live, first.layout("Go Free Range", index), Pictures.PLAIN, 1_000_000);
  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("latest");
  private final OvertakingBulk overtaking =
      new OvertakingBulk(first.publishing, first.index, first.codec);
  private final FollowingPages following =
      new FollowingPages(
          listener ->
              new Follower("pages", () -> consumer, Start.LATEST, List.of(Topics.PAGES), listener),
          first.codec,
          first.pages,
          index,
          first.look(0, Clock.systemUTC()),
          overtaking);
  private int delivered;

  @AfterEach
  void close() {
    following.stop();
    overtaking.close();
    first.close();
  }

  @Test
  void servesTheNewPageInsteadOfTheCachedOne() {
    first.publish(post("week-1").body("First.").published());
    start();
    assertThat(html("week-1")).contains("First.");

    first.publish(post("week-1").revision(2).body("Second.").published());
    deliver();

    await().untilAsserted(() -> assertThat(html("week-1")).contains("Second."));
  }

  @Test
  void noticesNewAndRemovedPages() {
    start();
    first.publish(post("week-1").published());
    deliver();
    await().until(() -> index.live("week-1").isPresent());

    first.publish(post("week-1").revision(2).gone());
    deliver();
    await().until(() -> index.live("week-1").isEmpty());
  }

  @Test
  void goesOnAfterARecordThatIsNoEvent() {
    start();
    consumer.addRecord(new ConsumerRecord<>(Topics.PAGES, 0, delivered++, null, new byte[] {1}));
    first.publish(post("week-1").published());
    deliver();

    await().until(() -> index.live("week-1").isPresent());
  }

  private void start() {
    consumer.updatePartitions(
        Topics.PAGES,
        List.of(new PartitionInfo(Topics.PAGES, 0, Node.noNode(), new Node[0], new Node[0])));
    consumer.updateEndOffsets(Map.of(PARTITION, 0L));
    following.start();
    await().until(() -> following.isReady() && consumer.assignment().contains(PARTITION));
  }

  private void deliver() {
    List<ProducerRecord<byte[], byte[]>> sent =
        first.producer.history().stream()
            .filter(record -> record.topic().equals(Topics.PAGES))
            .toList();
    ProducerRecord<byte[], byte[]> last = sent.get(sent.size() - 1);
    consumer.addRecord(
        new ConsumerRecord<>(
            Topics.PAGES,
            0,
            delivered++,
            0,
            TimestampType.CREATE_TIME,
            last.key().length,
            last.value().length,
            last.key(),
            last.value(),
            last.headers(),
            Optional.empty()));
  }

  private String html(String slug) {
    return PageWorld.html(live, index.live(slug).orElseThrow());
  }
}
