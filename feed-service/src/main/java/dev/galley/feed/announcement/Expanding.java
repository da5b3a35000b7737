package dev.galley.feed.announcement;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.galley.feed.announcement.Deliveries.DeliveryState;
import dev.galley.feed.announcement.MongoAnnouncements.Change;
import dev.galley.feed.announcement.Progress.OfChannel;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;

/**
 * Looks after announcements, a step at a time: opens the deliveries of a page of recipients, or
 * tells the timeline how many are told, or has failed ones attempted again, or removes what must
 * go. A step is claimed, may be repeated, and may be done by any instance.
 */
final class Expanding {

  private static final int RESEND_PAGE = 100;

  /** So many deliveries are opened ahead of the attempts, so that others come in between. */
  private static final long MAX_AHEAD = 10_000;

  private static final Duration SOON = Duration.ofMillis(500);
  private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);
  private static final Duration LONGEST_WAIT = Duration.ofHours(1);

  /** When nothing was counted for so long, whoever had counted is gone. */
  private static final Duration IDLE = Duration.ofSeconds(8);

  private final List<Channel> channels;
  private final MongoAnnouncements announcements;
  private final Deliveries deliveries;
  private final Reporting reporting;
  private final Counting counting;
  private final int pageSize;
  private final Clock clock;
  private final Cache<String, Boolean> toldLately;

  /**
   * @param pageSize how many deliveries are opened at once
   */
  Expanding(
      List<Channel> channels,
      MongoAnnouncements announcements,
      Deliveries deliveries,
      Reporting reporting,
      Counting counting,
      int pageSize,
      Clock clock) {
    this.channels = List.copyOf(channels);
    this.announcements = announcements;
    this.deliveries = deliveries;
    this.reporting = reporting;
    this.counting = counting;
    this.pageSize = pageSize;
    this.clock = clock;
    this.toldLately =
        Caffeine.newBuilder()
            .maximumSize(1_000)
            .expireAfterWrite(SHORTEST_WAIT)
            .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
            .build();
  }

  /**
   * Takes the step that is due longest.
   *
   * @return false when none is due
   * @throws KafkaException when the timeline could not be told; another step tells it
   */
  boolean step() {
    Instant now = clock.instant();
    Optional<Progress> claimed = announcements.claim(now, now.plus(Dispatcher.LEASE));
    claimed.ifPresent(this::step);
    return claimed.isPresent();
  }

  private void step(Progress progress) {
    if (progress.erase()) {
      erase(progress);
    } else if (progress.resend() != null) {
      resend(progress, progress.resend());
    } else if (!open(progress)) {
      report(progress);
    }
  }

  private void erase(Progress progress) {
    if (deliveries.remove(progress.announcement().id(), pageSize)) {
      announcements.remove(progress);
    } else {
      announcements.write(progress, List.of(), clock.instant());
    }
  }

  private void resend(Progress progress, Progress.Resend resend) {
    List<Delivery> page =
        deliveries.problems(
            progress.announcement().id(), resend.channel(), resend.after(), RESEND_PAGE);
    for (Delivery failed : page) {
      if (failed.state() == Delivery.State.FAILED) {
        // With what was answered, which the page has not.
        deliveries.find(failed.id()).ifPresent(this::again);
      }
    }
    String after = page.size() < RESEND_PAGE ? null : page.get(page.size() - 1).id();
    announcements.write(progress, List.of(Change.resent(resend.channel(), after)), clock.instant());
  }

  /** Has a delivery attempted again now, unless it is being attempted. */
  Optional<Delivery> again(Delivery seen) {
    Optional<Delivery> reopened = deliveries.reopen(seen, clock.instant());
    reopened.ifPresent(delivery -> counting.moved(seen, delivery));
    return reopened;
  }

  /** Whether there were recipients whose deliveries are not opened yet. */
  private boolean open(Progress progress) {
    List<Change> changes = new ArrayList<>();
    boolean expanded = true;
    boolean held = true;
    boolean more = false;
    boolean waits = false;
    for (Channel channel : channels) {
      OfChannel known = progress.of(channel.name());
      waits |= known.total() > 0;
      if (known.done()) {
        continue;
      }
      expanded = false;
      if (hasRoom(known, progress.waited())) {
        List<Recipient> page = open(channel, progress.announcement(), known);
        changes.add(Change.opened(channel.name(), page, page.size() < pageSize));
        held = false;
        waits |= !page.isEmpty();
        more |= page.size() == pageSize;
      } else {
        tellAtTimes(channel, progress, known);
        more = true;
      }
    }
    if (expanded) {
      return false;
    }
    Instant now = clock.instant();
    changes.add(Change.waits(held ? longer(progress.waited()) : Duration.ZERO));
    announcements.write(
        progress,
        changes,
        more ? now.plus(held ? SOON : Duration.ZERO) : waits ? now.plus(SHORTEST_WAIT) : null);
    return true;
  }

  private static boolean hasRoom(OfChannel known, Duration wait) {
    // What died with its process may have been counted as waiting; so nothing is held up for ever.
    return known.total() - known.settled() - known.retried() < MAX_AHEAD
        || wait.compareTo(IDLE) > 0;
  }

  private List<Recipient> open(Channel channel, Announcement announcement, OfChannel known) {
    List<Recipient> page = channel.recipients(announcement, known.after(), pageSize);
    Instant now = clock.instant();
    deliveries.open(
        page.stream().map(to -> Delivery.open(announcement, channel.name(), to, now)).toList());
    return page;
  }

  private void report(Progress progress) {
    List<Change> changes = new ArrayList<>();
    boolean open = false;
    boolean changed = false;
    for (Channel channel : channels) {
      OfChannel known = progress.of(channel.name());
      boolean same = known.sentence().equals(known.told());
      boolean nobody = known.total() == 0 && known.settled() == 0;
      if (nobody || (known.closed() && same)) {
        continue;
      }
      boolean closed = isSettled(channel, progress, known);
      OfChannel counted = known;
      if (closed && known.settled() != known.total()) {
        counted = known.counted(counted(channel, progress));
        changes.add(Change.counted(channel.name(), counted));
      }
      if (closed || !same) {
        tell(channel, progress, counted, closed);
        changes.add(Change.told(channel.name(), counted.sentence(), closed));
      }
      open |= !closed;
      changed |= !same;
    }
    Duration wait = changed ? SHORTEST_WAIT : longer(progress.waited());
    changes.add(Change.waits(wait));
    if (!announcements.write(progress, changes, open ? clock.instant().plus(wait) : null)) {
      // While this stood still another one may have told more: the last word must be the newest.
      announcements.tellAgain(progress.announcement().id(), channels);
    }
  }

  private static Duration longer(Duration wait) {
    Duration longer = wait.multipliedBy(2);
    if (longer.compareTo(SHORTEST_WAIT) < 0) {
      return SHORTEST_WAIT;
    }
    return longer.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : longer;
  }

  private boolean isSettled(Channel channel, Progress progress, OfChannel known) {
    boolean worthAsking =
        known.settled() >= known.total() || progress.waited().compareTo(IDLE) >= 0;
    return worthAsking && !deliveries.anyWaits(progress.announcement().id(), channel.name());
  }

  private Map<Delivery.State, Long> counted(Channel channel, Progress progress) {
    Map<Delivery.State, Long> counts = new EnumMap<>(Delivery.State.class);
    String after = null;
    List<DeliveryState> page;
    do {
      page = deliveries.states(progress.announcement().id(), channel.name(), after, 2 * pageSize);
      for (DeliveryState delivery : page) {
        counts.merge(delivery.state(), 1L, Long::sum);
        after = delivery.id();
      }
      announcements.write(progress, List.of(), clock.instant().plus(Dispatcher.LEASE));
    } while (page.size() == 2 * pageSize);
    return counts;
  }

  /** While deliveries are still being opened. */
  private void tellAtTimes(Channel channel, Progress progress, OfChannel known) {
    String line = progress.announcement().id() + " " + channel.name();
    if (toldLately.getIfPresent(line) == null) {
      toldLately.put(line, true);
      tell(channel, progress, known, false);
    }
  }

  private void tell(Channel channel, Progress progress, OfChannel known, boolean closed) {
    if (!channel.namesRecipients()) {
      reporting.progressed(channel, progress.announcement(), known, closed);
    }
  }
}
