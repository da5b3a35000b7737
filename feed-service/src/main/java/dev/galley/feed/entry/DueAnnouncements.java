package dev.galley.feed.entry;

import dev.galley.event.Announcement;
import dev.galley.event.PostEvent;
import dev.galley.event.PostPublished;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What subscribers have to hear of one post. Collected, since two announced revisions may come so
 * close together that the first is never live by itself; whether one was told already is the
 * ledger's business.
 *
 * @param latest the newest announcements, oldest first
 * @param voidUntil the revision by which the post was last taken back: what was announced before is
 *     not told any more
 */
record DueAnnouncements(List<Announcement> latest, long voidUntil) {

  static final DueAnnouncements NONE = new DueAnnouncements(List.of(), 0);

  private static final int MAX = 10;

  DueAnnouncements {
    latest = List.copyOf(latest);
  }

  static DueAnnouncements of(PostEvent event) {
    if (event instanceof PostPublished published) {
      return published.announcement() == null
          ? NONE
          : new DueAnnouncements(List.of(published.announcement()), 0);
    }
    return new DueAnnouncements(List.of(), event.revision());
  }

  /** Both together, the same in whatever order they come. */
  DueAnnouncements merge(DueAnnouncements other) {
    long taken = Math.max(voidUntil, other.voidUntil);
    List<Announcement> all =
        Stream.concat(latest.stream(), other.latest.stream())
            .filter(announcement -> announcement.revision() > taken)
            .distinct()
            .sorted(Comparator.comparingLong(Announcement::revision))
            .toList();
    return new DueAnnouncements(all.subList(Math.max(0, all.size() - MAX), all.size()), taken);
  }

  /** Those that a live revision settles, oldest first. */
  List<Announcement> upTo(long revision) {
    return latest.stream().filter(announcement -> announcement.revision() <= revision).toList();
  }
}
