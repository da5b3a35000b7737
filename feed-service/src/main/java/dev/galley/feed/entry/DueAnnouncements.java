package dev.galley.feed.entry;

import dev.galley.event.Announcement;
import dev.galley.event.PostEvent;
import dev.galley.event.PostPublished;
import java.util.List;
import java.util.stream.Stream;

/**
 * What subscribers have to hear of one post: what its newest event names, since several announced
 * revisions may come so close together that the first is never live by itself. Whether one was told
 * already is the ledger's business.
 *
 * @param latest the newest announcements, oldest first
 * @param voidUntil the revision by which the post was last taken back: what was announced before is
 *     not told any more
 */
record DueAnnouncements(List<Announcement> latest, long voidUntil) {

  static final DueAnnouncements NONE = new DueAnnouncements(List.of(), 0);

  /** As many as one event names. */
  private static final int MAX = PostPublished.MAX_ANNOUNCEMENTS;

  DueAnnouncements {
    latest = List.copyOf(latest);
  }

  static DueAnnouncements of(PostEvent event) {
    return event instanceof PostPublished published
        ? new DueAnnouncements(published.announcements(), 0)
        : new DueAnnouncements(List.of(), event.revision());
  }

  /**
   * These and those of an earlier event. What that one names and this one does not was taken back
   * in between, by an event that may never be sent; but for what an event has no room for.
   */
  DueAnnouncements after(DueAnnouncements earlier) {
    long taken = Math.max(voidUntil, earlier.voidUntil);
    long first = latest.size() < MAX ? 0 : latest.get(0).revision();
    return new DueAnnouncements(
        Stream.concat(
                earlier.latest.stream().filter(announcement -> announcement.revision() < first),
                latest.stream())
            .filter(announcement -> announcement.revision() > taken)
            .toList(),
        taken);
  }

  /** As many of the newest as are kept. */
  DueAnnouncements limited() {
    return new DueAnnouncements(
        latest.subList(Math.max(0, latest.size() - MAX), latest.size()), voidUntil);
  }

  /**
   * What {@link #limited()} leaves out although it was never told, and was not left out before.
   *
   * @param before the limited ones to which others came
   * @param told the revision up to which all were told
   */
  List<Announcement> dropped(DueAnnouncements before, long told) {
    long known = before.latest.size() < MAX ? 0 : before.latest.get(0).revision();
    return latest.subList(0, Math.max(0, latest.size() - MAX)).stream()
        .filter(announcement -> announcement.revision() > told && announcement.revision() >= known)
        .toList();
  }

  /** Those that a live revision settles, oldest first. */
  List<Announcement> upTo(long revision) {
    return latest.stream().filter(announcement -> announcement.revision() <= revision).toList();
  }

  DueAnnouncements withoutLatest() {
    return new DueAnnouncements(List.of(), voidUntil);
  }
}
