package dev.galley.feed.newsletter;

import dev.galley.feed.announcement.Announcement;
import dev.galley.feed.announcement.Delivery;
import dev.galley.feed.announcement.Delivery.State;
import dev.galley.feed.announcement.Outcome;
import dev.galley.feed.announcement.Told;
import dev.galley.feed.subscriber.Subscriber;
import dev.galley.feed.subscriber.Subscribers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Whom a correction goes to: those who got what it corrects, at once or in a digest. */
final class CorrectionRecipients {

  private static final int PAGE = 500;

  /** What is corrected may still be on its way; it must not come after its correction. */
  private static final Duration LATER = Duration.ofMinutes(1);

  private final Told told;
  private final Digests digests;
  private final Subscribers subscribers;

  CorrectionRecipients(Told told, Digests digests, Subscribers subscribers) {
    this.told = told;
    this.digests = digests;
    this.subscribers = subscribers;
  }

  /**
   * Those who got it, or are still to get it, ordered by id.
   *
   * @param after the last one of the page before; null to begin
   */
  List<Subscriber> of(Announcement correction, @Nullable String after, int limit) {
    Map<String, Predicate<Subscriber>> mails = mails(correction);
    List<Subscriber> found = new ArrayList<>();
    String last = after;
    TreeMap<String, List<Predicate<Subscriber>>> page;
    do {
      page = page(mails, last);
      for (Subscriber subscriber : subscribers.active(page.keySet())) {
        if (found.size() < limit
            && page.getOrDefault(subscriber.id(), List.of()).stream()
                .anyMatch(held -> held.test(subscriber))) {
          found.add(subscriber);
        }
      }
      last = page.isEmpty() ? last : page.lastKey();
    } while (found.size() < limit && page.size() == PAGE);
    return found;
  }

  /** The announcements by which it was mailed, and for whom it was in them. */
  private Map<String, Predicate<Subscriber>> mails(Announcement correction) {
    String corrected = Announcement.id(correction.postId(), correction.revision());
    Map<String, Predicate<Subscriber>> mails = new LinkedHashMap<>(digests.holding(corrected));
    mails.put(corrected, any -> true);
    return mails;
  }

  private TreeMap<String, List<Predicate<Subscriber>>> page(
      Map<String, Predicate<Subscriber>> mails, @Nullable String after) {
    TreeMap<String, List<Predicate<Subscriber>>> page = new TreeMap<>();
    mails.forEach(
        (mail, held) ->
            told.recipients(mail, EmailChannel.NAME, after, PAGE)
                .forEach(id -> page.computeIfAbsent(id, any -> new ArrayList<>()).add(held)));
    while (page.size() > PAGE) {
      page.pollLastEntry();
    }
    return page;
  }

  /** What there is to say to somebody instead of a correction; empty for one who got the post. */
  Optional<Outcome> insteadFor(Announcement correction, Subscriber subscriber) {
    Set<Delivery.State> states =
        mails(correction).entrySet().stream()
            .filter(mail -> mail.getValue().test(subscriber))
            .flatMap(mail -> told.state(mail.getKey(), EmailChannel.NAME, subscriber.id()).stream())
            .collect(Collectors.toSet());
    if (states.contains(State.DELIVERED) || states.contains(State.UNCLEAR)) {
      return Optional.empty();
    }
    return Optional.of(
        states.contains(State.WAITING)
            ? new Outcome.Postponed(LATER, "what it corrects is still on its way")
            : new Outcome.Skipped("did not get what it corrects"));
  }
}
