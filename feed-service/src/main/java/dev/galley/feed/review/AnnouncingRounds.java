package dev.galley.feed.review;

import static com.mongodb.client.model.Filters.lt;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Indexes;
import dev.galley.event.ReviewDecided;
import dev.galley.event.ReviewEvent;
import dev.galley.event.ReviewOpened;
import dev.galley.event.ReviewRound;
import dev.galley.event.ReviewRound.State;
import dev.galley.feed.announcement.Announcements;
import dev.galley.feed.store.VersionedRecords;
import dev.galley.stream.consuming.Received;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bson.Document;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * {@code galley_feeds.reviews}: each round as its newest event says, and the announcements that
 * follow from it. Whoever is delivered twice finds both there and changes nothing.
 */
class AnnouncingRounds {

  private static final Duration BEFORE_DEADLINE = Duration.ofDays(1);

  /** As long as the topic keeps what may be delivered again. */
  private static final Duration KEPT_AFTER_DEADLINE = Duration.ofDays(35);

  /** A void round is followed by a new one, and of a publication everybody hears otherwise. */
  private static final Set<State> TOLD =
      EnumSet.of(State.CONSENTED, State.REFUSED, State.WITHDRAWN);

  private final MongoCollection<Document> collection;
  private final VersionedRecords<KnownRound> rounds;
  private final Announcements announcements;
  private final Clock clock;

  AnnouncingRounds(MongoDatabase database, Announcements announcements, Clock clock) {
    this.collection = database.getCollection("reviews");
    this.rounds = new VersionedRecords<>(collection, KnownRound.class);
    this.announcements = announcements;
    this.clock = clock;
  }

  void on(List<Received<ReviewEvent>> events) {
    events.forEach(delivered -> delivered.run(() -> on(delivered.event())));
  }

  private void on(ReviewEvent event) {
    rounds.addIfMissing(KnownRound.of(event));
    rounds.update(event.round().id(), known -> known.after(event));
    ReviewRound round = event.round();
    if (event instanceof ReviewOpened) {
      announcements.write(List.of(ReviewNotice.OPENED.announcement(event, event.occurredAt())));
      Instant reminder = round.deadline().minus(BEFORE_DEADLINE);
      if (reminder.isAfter(round.openedAt())) {
        announcements.writeFor(ReviewNotice.REMINDER.announcement(event, reminder), reminder);
      }
    } else if (event instanceof ReviewDecided && TOLD.contains(round.state())) {
      announcements.write(List.of(ReviewNotice.DECIDED.announcement(event, event.occurredAt())));
    }
  }

  Optional<KnownRound> find(String id) {
    return rounds.find(id);
  }

  /** Also when another instance does so. */
  @Scheduled(fixedDelayString = "PT6H", initialDelayString = "PT3M")
  void forget() {
    String deadline = VersionedRecords.KEYS + "." + KnownRound.DEADLINE;
    collection.createIndex(Indexes.ascending(deadline));
    collection.deleteMany(lt(deadline, Date.from(clock.instant().minus(KEPT_AFTER_DEADLINE))));
  }
}
