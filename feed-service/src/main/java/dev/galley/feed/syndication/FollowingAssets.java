package dev.galley.feed.syndication;

import dev.galley.event.AssetEvent;
import dev.galley.stream.codec.BadEvent;
import dev.galley.stream.codec.EventCodec;
import dev.galley.stream.following.Follower;
import dev.galley.stream.following.RunningListener;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows {@code galley.assets} from its beginning, without a group. */
final class FollowingAssets implements RunningListener {

  private static final Logger log = LoggerFactory.getLogger(FollowingAssets.class);

  private final Follower follower;
  private final EventCodec codec;
  private final KnownPictures pictures;

  FollowingAssets(
      Function<Follower.Listener, Follower> followers, EventCodec codec, KnownPictures pictures) {
    this.follower = followers.apply(this);
    this.codec = codec;
    this.pictures = pictures;
  }

  @Override
  public Follower follower() {
    return follower;
  }

  /** After the topics are made. */
  @Override
  public int getPhase() {
    return 1;
  }

  @Override
  public void on(ConsumerRecord<byte[], byte[]> record) {
    try {
      pictures.learn(codec.decode(record, AssetEvent.class));
    } catch (BadEvent e) {
      log.warn("An event about a file could not be read: {}", e.getMessage());
    }
  }
}
