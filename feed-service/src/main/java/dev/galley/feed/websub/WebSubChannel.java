package dev.galley.feed.websub;

import dev.galley.feed.announcement.Announcement;
import dev.galley.feed.announcement.Announcement.Content;
import dev.galley.feed.announcement.Announcement.Type;
import dev.galley.feed.announcement.Channel;
import dev.galley.feed.announcement.Delivery;
import dev.galley.feed.announcement.Outcome;
import dev.galley.feed.announcement.Recipient;
import dev.galley.feed.syndication.PublicFeeds;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells of feeds that have changed. A repetition is harmless: what is sent is the feed, whose
 * entries have ids.
 */
final class WebSubChannel implements Channel {

  /** Who passes it on. */
  interface Hub {

    /**
     * Whom a change is told.
     *
     * @param topics the addresses of the feeds that changed
     * @param after only those with a greater id; null from the first on
     * @return ordered by id
     */
    List<Recipient> recipients(
        List<String> topics, Announcement announcement, @Nullable String after, int limit);

    /** Tells one, now that this instance's feeds have what is told. */
    Outcome tell(Delivery delivery);
  }

  private static final int WORKERS = 16;
  private static final int SLOW_WORKERS = 100;

  /** The topics are read by each instance for itself, and one may be behind for a moment. */
  private static final Duration BEHIND = Duration.ofSeconds(1);

  private final Hub hub;
  private final PublicFeeds feeds;

  WebSubChannel(Hub hub, PublicFeeds feeds) {
    this.hub = hub;
    this.feeds = feeds;
  }

  @Override
  public String name() {
    return "websub";
  }

  @Override
  public boolean repeatable() {
    return true;
  }

  @Override
  public boolean namesRecipients() {
    return false;
  }

  @Override
  public int workers() {
    return WORKERS;
  }

  @Override
  public int slowWorkers() {
    return SLOW_WORKERS;
  }

  @Override
  public List<Recipient> recipients(Announcement announcement, @Nullable String after, int limit) {
    boolean changesFeeds =
        announcement.type() == Type.PUBLICATION || announcement.type() == Type.UNPUBLICATION;
    Content content = announcement.content();
    if (content == null || !changesFeeds) {
      return List.of();
    }
    List<String> topics =
        feeds.changedBy(content.kind(), content.selections()).stream().map(URI::toString).toList();
    return topics.isEmpty() ? List.of() : hub.recipients(topics, announcement, after, limit);
  }

  @Override
  public Outcome attempt(Announcement announcement, Delivery delivery) {
    return feeds.hold(announcement)
        ? hub.tell(delivery)
        : new Outcome.Postponed(BEHIND, "The feeds of the instance that tells do not have it yet");
  }
}
