package dev.galley.render.page;

import dev.galley.event.PageEvent;
import dev.galley.event.Topics;
import dev.galley.render.page.index.SiteIndex;
import dev.galley.render.page.serving.Look;
import dev.galley.render.page.serving.PagesReady;
import dev.galley.stream.codec.BadEvent;
import dev.galley.stream.codec.CloudEventHeaders;
import dev.galley.stream.codec.EventCodec;
import dev.galley.stream.following.Follower;
import dev.galley.stream.following.RunningListener;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows {@code galley.pages} without a group, so that every instance hears of every page, and
 * takes up what others wrote; and {@code galley.posts}, whose events may have to wait for the
 * group. The position is taken before the index is loaded: nothing falls in between.
 */
final class FollowingPages implements PagesReady, RunningListener {

  private static final Logger log = LoggerFactory.getLogger(FollowingPages.class);

  private final Follower follower;
  private final EventCodec codec;
  private final Pages pages;
  private final SiteIndex index;
  private final Look look;
  private final OvertakingBulk overtaking;
  private volatile boolean loaded;

  FollowingPages(
      Function<Follower.Listener, Follower> followers,
      EventCodec codec,
      Pages pages,
      SiteIndex index,
      Look look,
      OvertakingBulk overtaking) {
    this.follower = followers.apply(this);
    this.codec = codec;
    this.pages = pages;
    this.index = index;
    this.look = look;
    this.overtaking = overtaking;
  }

  /** Before the web server, so that the first reader finds the pages. */
  @Override
  public int getPhase() {
    return 0;
  }

  @Override
  public Follower follower() {
    return follower;
  }

  @Override
  public boolean isReady() {
    return loaded;
  }

  /** Without Kafka nothing changes, so the pages are served from what the store has. */
  @Override
  public void prepare() {
    if (!loaded) {
      pages.createIndexes();
      look.load();
      load();
    }
  }

  private void load() {
    pages.forEachEntry(index::put);
    loaded = true;
  }

  @Override
  public void started(Map<TopicPartition, Long> positions) {
    load();
  }

  @Override
  public void on(ConsumerRecord<byte[], byte[]> record) {
    if (record.topic().equals(Topics.POSTS)) {
      overtaking.arrived(record);
      return;
    }
    if (isOwn(record)) {
      return;
    }
    try {
      PageEvent event = codec.decode(record, PageEvent.class);
      pages.entry(event.postId()).ifPresent(index::put);
    } catch (BadEvent e) {
      // Only this service writes here, and the store stays the truth.
      log.warn("A page event could not be read: {}", e.getMessage());
    }
  }

  /**
   * Most events are this instance's own, so they are told by their headers, without reading them.
   */
  private boolean isOwn(ConsumerRecord<byte[], byte[]> record) {
    Header id = record.headers().lastHeader(CloudEventHeaders.ID);
    return record.key() != null
        && id != null
        && index
            .byId(new String(record.key(), StandardCharsets.UTF_8))
            .map(entry -> entry.emittedAs().toString())
            .filter(new String(id.value(), StandardCharsets.UTF_8)::equals)
            .isPresent();
  }
}
