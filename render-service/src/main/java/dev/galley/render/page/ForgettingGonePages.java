package dev.galley.render.page;

import dev.galley.render.page.index.PageEntry;
import dev.galley.render.page.index.SiteIndex;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Removes what was kept to answer for pages that left the site, after some time: then their
 * addresses answer 404 as if nothing had ever been there. Redirections stay.
 */
final class ForgettingGonePages implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(ForgettingGonePages.class);

  private static final Duration EVERY = Duration.ofHours(1);

  private final SiteIndex index;
  private final Pages pages;
  private final Duration keptFor;
  private final Clock clock;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread worker = new Thread(task, "forgetting-gone-pages");
            worker.setDaemon(true);
            return worker;
          });
  private volatile boolean running;

  /**
   * @param keptFor counted from the change by which the post left the site
   */
  ForgettingGonePages(SiteIndex index, Pages pages, Duration keptFor, Clock clock) {
    this.index = index;
    this.pages = pages;
    this.keptFor = keptFor;
    this.clock = clock;
  }

  @Override
  public void start() {
    running = true;
    thread.scheduleWithFixedDelay(
        this::forget, EVERY.toMinutes(), EVERY.toMinutes(), TimeUnit.MINUTES);
  }

  @Override
  public void stop() {
    running = false;
    thread.shutdownNow();
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Each instance forgets what it has in memory; whoever comes first removes it from the store. */
  void forget() {
    Instant before = clock.instant().minus(keptFor);
    try {
      for (PageEntry entry : index.entries()) {
        if (isGone(entry) && entry.acceptedAt().isBefore(before)) {
          pages.delete(entry);
          index.remove(entry);
        }
      }
    } catch (RuntimeException | Error e) {
      log.warn("Pages that left the site stay an hour longer: {}", e.getMessage());
    }
  }

  private static boolean isGone(PageEntry entry) {
    return entry.status() == PageEntry.Status.GONE || entry.status() == PageEntry.Status.WITHDRAWN;
  }
}
