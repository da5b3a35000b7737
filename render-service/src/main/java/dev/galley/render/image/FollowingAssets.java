package dev.galley.render.image;

import dev.galley.event.AssetEvent;
import dev.galley.stream.codec.BadEvent;
import dev.galley.stream.codec.EventCodec;
import dev.galley.stream.following.Follower;
import dev.galley.stream.following.RunningListener;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows {@code galley.assets} from its beginning without a group, so that every instance knows
 * every file.
 */
final class FollowingAssets implements RunningListener {

  private static final Logger log = LoggerFactory.getLogger(FollowingAssets.class);

  private final Follower follower;
  private final EventCodec codec;
  private final ImageIndex index;
  private final KnownAssets known;

  FollowingAssets(
      Function<Follower.Listener, Follower> followers,
      EventCodec codec,
      ImageIndex index,
      KnownAssets known) {
    this.follower = followers.apply(this);
    this.codec = codec;
    this.index = index;
    this.known = known;
  }

  /** Before the web server, as for the pages. */
  @Override
  public int getPhase() {
    return 0;
  }

  @Override
  public Follower follower() {
    return follower;
  }

  /** Whether all files are known that there were at the start: another one does not exist. */
  boolean isComplete() {
    return follower.hasCaughtUp();
  }

  @Override
  public void prepare() {
    known.forEach(index::put);
  }

  @Override
  public void on(ConsumerRecord<byte[], byte[]> record) {
    try {
      AssetEvent event = codec.decode(record, AssetEvent.class);
      if (index.put(event)) {
        known.keep(event);
      }
    } catch (BadEvent e) {
      log.warn("An event about a file could not be read: {}", e.getMessage());
    }
  }
}
