package dev.galley.feed.announcement;

import dev.galley.feed.announcement.Delivery.State;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What was told to whom, for people: to look at, and to have it told again. */
public final class DeliveryLog {

  private static final int PAGE = 200;

  /** So many deliveries are looked at for one request. */
  private static final int MAX_RESENT = 5_000;

  /**
   * A delivery and what it tells.
   *
   * @param announcement without its content in a list, and once it is no longer kept
   * @param title of the post; absent where there is none, and once it is no longer kept
   */
  public record Logged(Delivery delivery, Announcement announcement, @Nullable String title) {

    static Logged of(Delivery delivery, Announcement announcement) {
      Announcement.Content content = announcement.content();
      return new Logged(delivery, announcement, content == null ? null : content.title());
    }
  }

  /**
   * A part of a list.
   *
   * @param next the cursor of the next part; absent at the end
   */
  public record Page<T>(List<T> items, @Nullable String next) {

    /** Copies the list. */
    public Page {
      items = List.copyOf(items);
    }
  }

  /**
   * What is attempted again.
   *
   * @param next where to go on, when there were more than one request has done; absent at the end
   */
  public record Resent(int resent, @Nullable String next) {}

  /** What a delivery would say was kept for its time, which is over. */
  public static final class MessageRemoved extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MessageRemoved() {
      super("The message is no longer kept");
    }
  }

  private final MongoAnnouncements announcements;
  private final Deliveries deliveries;
  private final Expanding expanding;
  private final Attempting attempting;
  private final Clock clock;

  DeliveryLog(
      MongoAnnouncements announcements,
      Deliveries deliveries,
      Expanding expanding,
      Attempting attempting,
      Clock clock) {
    this.announcements = announcements;
    this.deliveries = deliveries;
    this.expanding = expanding;
    this.attempting = attempting;
    this.clock = clock;
  }

  /** One delivery with all that is kept of it. */
  public Optional<Logged> find(String id) {
    return deliveries
        .find(id)
        .flatMap(
            delivery ->
                announcements
                    .find(delivery.announcementId())
                    .map(announcement -> Logged.of(delivery, announcement)));
  }

  /**
   * The deliveries to a recipient, newest first, without what was said: neither contents nor what
   * was answered.
   *
   * @param before the cursor of a part before; null for the first
   */
  public Page<Logged> to(String recipientId, @Nullable String before, int limit) {
    List<Delivery> found = deliveries.to(recipientId, before, limit + 1);
    List<Delivery> page = found.subList(0, Math.min(limit, found.size()));
    List<String> ids = page.stream().map(Delivery::announcementId).distinct().toList();
    Map<String, Progress> about = announcements.progress(ids);
    Map<String, String> titles = announcements.titles(ids);
    return new Page<>(
        page.stream()
            .filter(delivery -> about.containsKey(delivery.announcementId()))
            .map(
                delivery ->
                    new Logged(
                        delivery,
                        Objects.requireNonNull(about.get(delivery.announcementId())).announcement(),
                        titles.get(delivery.announcementId())))
            .toList(),
        found.size() > limit ? page.get(limit - 1).sequence() : null);
  }

  /**
   * Begins a new series of attempts now, because a person asked for it. While an attempt is under
   * way that one is the answer.
   *
   * @param seen what the person saw; nothing begins when it has changed since
   * @return the delivery as it is now
   * @throws MessageRemoved when its message is no longer kept
   */
  public Logged resend(Logged seen) {
    Announcement announcement = seen.announcement();
    checkKept(announcement);
    Optional<Delivery> again = expanding.again(seen.delivery());
    again.ifPresent(delivery -> announcements.reopen(delivery.announcementId()));
    return again
        .or(() -> deliveries.find(seen.delivery().id()))
        .map(delivery -> Logged.of(delivery, announcement))
        .orElse(seen);
  }

  /**
   * Refuses to tell again what is no longer kept.
   *
   * @throws MessageRemoved if it is not
   */
  void checkKept(Announcement announcement) {
    if (announcement.content() == null && announcement.type().isOfPost()) {
      throw new MessageRemoved();
    }
  }

  /**
   * Has deliveries to a recipient attempted again, newest first, as far as their messages are kept.
   *
   * @param since only what was accepted from then on; null for all
   * @param failedOnly whether those that were delivered are left out
   * @param cursor where a request before has ended; null to begin
   */
  public Resent resend(
      String recipientId, @Nullable Instant since, boolean failedOnly, @Nullable String cursor) {
    int resent = 0;
    String before = cursor;
    for (int seen = 0; seen < MAX_RESENT; seen += PAGE) {
      Page<Logged> page = to(recipientId, before, PAGE);
      for (Logged logged : page.items()) {
        Delivery delivery = logged.delivery();
        boolean wanted = delivery.state() == State.FAILED || (!failedOnly && !delivery.waits());
        if (wanted && (since == null || !delivery.acceptedAt().isBefore(since))) {
          resent += find(delivery.id()).map(this::resentOrNot).orElse(0);
        }
      }
      before = page.next();
      if (before == null || (since != null && openedAt(before).isBefore(since))) {
        return new Resent(resent, null);
      }
    }
    return new Resent(resent, before);
  }

  private int resentOrNot(Logged logged) {
    try {
      return resend(logged).delivery().waits() ? 1 : 0;
    } catch (MessageRemoved e) {
      return 0;
    }
  }

  /** A UUID of version 7 begins with the milliseconds of its time (RFC 9562, 5.7). */
  private static Instant openedAt(String sequence) {
    return Instant.ofEpochMilli(UUID.fromString(sequence).getMostSignificantBits() >>> 16);
  }

  /** Tells one recipient something now, once, and keeps what came of it. */
  public Logged test(Channel channel, Recipient to, Announcement test) {
    Delivery ended =
        attempting.test(channel, test, Delivery.open(test, channel.name(), to, clock.instant()));
    announcements.writeSettled(test);
    deliveries.open(List.of(ended));
    return Logged.of(ended, test);
  }
}
