package dev.galley.feed.entry;

import dev.galley.event.Event;
import dev.galley.event.PageEvent;
import dev.galley.event.PostEvent;
import dev.galley.event.Topics;
import dev.galley.stream.codec.EventCodec;
import dev.galley.stream.following.Follower;
import dev.galley.stream.following.RunningListener;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps this instance's {@link LiveEntries} current: loads the store, then reads both topics
 * without joining a group, so that every instance sees every event and a feed is served from memory
 * before the group's durable write is done.
 *
 * <p>It begins at the offsets that the group {@value Topics#FEED_GROUP} had committed BEFORE the
 * store was loaded: what lies before them is in the store, what comes after is read here.
 */
final class FollowingTopics implements RunningListener {

  private static final Logger log = LoggerFactory.getLogger(FollowingTopics.class);

  private final Follower follower;
  private final EventCodec codec;
  private final EntryStates states;
  private final LiveEntries live;
  private final List<TopicListener> listeners;

  FollowingTopics(
      Function<Follower.Listener, Follower> followers,
      EventCodec codec,
      EntryStates states,
      LiveEntries live,
      List<TopicListener> listeners) {
    this.follower = followers.apply(this);
    this.codec = codec;
    this.states = states;
    this.live = live;
    this.listeners = List.copyOf(listeners);
  }

  /** Why the topics are not followed right now; absent when they are. */
  @Nullable String trouble() {
    return follower.trouble();
  }

  @Override
  public void started(Map<TopicPartition, Long> positions) {
    load();
    listeners.forEach(listener -> listener.started(positions));
  }

  /** Without the broker the feeds are served as they were. */
  @Override
  public void failed(Throwable failure) {
    if (failure instanceof KafkaException && !live.isLoaded()) {
      load();
    }
  }

  private void load() {
    states.forEachWithoutHtml(live::load);
    live.markLoaded();
  }

  @Override
  public void on(ConsumerRecord<byte[], byte[]> record) {
    try {
      Event event = codec.decode(record, Event.class);
      if (event instanceof PostEvent post) {
        live.update(EntryState.of(post));
      } else if (event instanceof PageEvent page) {
        live.update(EntryState.of(page));
      }
    } catch (RuntimeException e) {
      // The group's consumer meets it too, sends it to the dead letters and reports it.
      log.debug("Skipped a bad record of {}: {}", record.topic(), e.getMessage());
    }
    listeners.forEach(listener -> listener.on(record));
  }

  @Override
  public Follower follower() {
    return follower;
  }

  /** After the topics are made, before the web server takes requests. */
  @Override
  public int getPhase() {
    return 1;
  }
}
