package dev.galley.feed.newsletter;

import dev.galley.feed.subscriber.Pace;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Has each digest sent when its time has come, and after an outage the last one that was missed,
 * which holds what the others would have held. One a period, whatever number of instances looks.
 */
class SendingDigests {

  /** Clocks of instances differ a little, and what became live just before is being written. */
  private static final Duration GRACE = Duration.ofMinutes(1);

  private static final List<Pace> PACES = List.of(Pace.DAILY, Pace.WEEKLY);

  private final Digests digests;
  private final DigestCalendar calendar;
  private final Clock clock;
  private final Map<Pace, String> looked = new EnumMap<>(Pace.class);

  SendingDigests(Digests digests, DigestCalendar calendar, Clock clock) {
    this.digests = digests;
    this.calendar = calendar;
    this.clock = clock;
  }

  /** An exception leaves the period to the next look. */
  @Scheduled(initialDelay = 20, fixedDelay = 30, timeUnit = TimeUnit.SECONDS)
  void run() {
    Instant now = clock.instant().minus(GRACE);
    for (Pace pace : PACES) {
      ZonedDateTime time = calendar.last(pace, now);
      String id = Digests.ABOUT + ":" + pace.wireName() + ":" + time.toLocalDate();
      if (!id.equals(looked.get(pace))) {
        digests.announce(pace, id, time.toInstant());
        looked.put(pace, id);
      }
    }
  }
}
