package dev.galley.feed.announcement;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far an announcement is told.
 *
 * @param version grows with each claim; what a conditional write compares
 * @param resend absent unless failed deliveries are attempted again
 * @param erase whether everything of it is to be removed
 * @param waited how long it was not looked after before this
 * @param open whether somebody will look after it
 */
record Progress(
    Announcement announcement,
    long version,
    Map<String, OfChannel> channels,
    @Nullable Resend resend,
    boolean erase,
    Duration waited,
    boolean open) {

  /**
   * How far one channel is. The counts are right once nothing waits, and about right before.
   *
   * @param after the recipient whose delivery was opened last; absent before the first
   * @param done whether the deliveries of all recipients are opened
   * @param total how many are opened
   * @param retried how many of those that wait have failed before
   * @param told what the timeline was told last; absent before it was told anything
   * @param closed whether it was told that all are
   */
  record OfChannel(
      @Nullable String after,
      boolean done,
      long total,
      long delivered,
      long failed,
      long skipped,
      long unclear,
      long retried,
      @Nullable String told,
      boolean closed) {

    private static final OfChannel NONE = new OfChannel(null, false, 0, 0, 0, 0, 0, 0, null, false);

    long settled() {
      return delivered + failed + skipped + unclear;
    }

    /** Whether all that were to be told are. */
    boolean allTold() {
      return delivered + skipped == total;
    }

    /** In words, but for how many wait. */
    String sentence() {
      StringBuilder sentence =
          new StringBuilder(
              String.format(
                  Locale.ROOT, done ? "%d of %d" : "%d of more than %d", delivered, total));
      append(sentence, retried, "tried again");
      append(sentence, failed, "failed");
      append(sentence, skipped, "not needed any more");
      append(sentence, unclear, "unclear");
      return sentence.toString();
    }

    private static void append(StringBuilder sentence, long count, String what) {
      if (count > 0) {
        sentence.append(", ").append(count).append(' ').append(what);
      }
    }

    OfChannel counted(Map<Delivery.State, Long> counts) {
      return new OfChannel(
          after,
          done,
          counts.values().stream().mapToLong(Long::longValue).sum(),
          counts.getOrDefault(Delivery.State.DELIVERED, 0L),
          counts.getOrDefault(Delivery.State.FAILED, 0L),
          counts.getOrDefault(Delivery.State.SKIPPED, 0L),
          counts.getOrDefault(Delivery.State.UNCLEAR, 0L),
          0,
          told,
          closed);
    }
  }

  /**
   * @param channel null for all
   * @param after the delivery that was opened again last; null before the first
   */
  record Resend(@Nullable String channel, @Nullable String after) {}

  OfChannel of(String channel) {
    return channels.getOrDefault(channel, OfChannel.NONE);
  }
}
