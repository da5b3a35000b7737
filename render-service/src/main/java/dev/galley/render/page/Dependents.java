package dev.galley.render.page;

import dev.galley.render.page.index.Dependency;
import dev.galley.render.page.index.PageEntry;
import dev.galley.render.page.index.SiteIndex;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Sees to it that pages follow what they include, in one thread and apart from publishing: a
 * publication never waits for the pages that list it, and many changes at once make one refresh.
 *
 * <p>What is pending is nowhere written down. A page records what went into it, so after a crash
 * the comparison with what is there now finds it again.
 */
final class Dependents implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(Dependents.class);

  /**
   * How many times longer than it works on pages that list others the thread rests: each
   * publication makes these stale again, and publishing goes first.
   */
  private static final int SHARE = 9;

  private static final long MAX_REST_MILLIS = 30_000;

  /** How many pages are read, rendered and written together. */
  private static final int TOGETHER = 50;

  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  private final SiteIndex index;
  private final RefreshingPages refreshing;
  private final Duration delay;
  private final Set<String> pending = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean scheduled = new AtomicBoolean();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread worker = new Thread(task, "dependents");
            worker.setDaemon(true);
            return worker;
          });
  private volatile boolean running;
  private volatile Duration lastRefresh = Duration.ZERO;

  /**
   * @param delay how long changes are collected
   */
  Dependents(SiteIndex index, RefreshingPages refreshing, Duration delay) {
    this.index = index;
    this.refreshing = refreshing;
    this.delay = delay;
    index.onChange(this::on);
  }

  @Override
  public void start() {
    running = true;
    index.entries().forEach(entry -> pending.add(entry.postId()));
    schedule();
  }

  @Override
  public void stop() {
    running = false;
    thread.shutdown();
    try {
      thread.awaitTermination(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  private void on(PageEntry changed) {
    pending.addAll(index.affectedBy(changed));
    schedule();
  }

  private void schedule() {
    if (running && scheduled.compareAndSet(false, true)) {
      long rest = Math.min(MAX_REST_MILLIS, SHARE * lastRefresh.toMillis());
      thread.schedule(this::refreshAll, Math.max(delay.toMillis(), rest), TimeUnit.MILLISECONDS);
    }
  }

  private void refreshAll() {
    scheduled.set(false);
    long lists = 0;
    Set<String> failed = new HashSet<>();
    List<String> due = new ArrayList<>();
    for (String postId : List.copyOf(pending)) {
      if (running && pending.remove(postId) && isStale(postId)) {
        due.add(postId);
      }
      // Pages that list all others are large; the memory is for one of them at a time.
      boolean withList = !due.isEmpty() && hasList(postId);
      if (due.size() == TOGETHER || withList) {
        long begin = System.nanoTime();
        failed.addAll(refreshed(due));
        due.clear();
        lists += withList ? System.nanoTime() - begin : 0;
      }
    }
    failed.addAll(refreshed(due));
    lastRefresh = Duration.ofNanos(lists);
    if (!failed.isEmpty() && running) {
      thread.schedule(() -> retry(failed), RETRY_AFTER.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private boolean isStale(String postId) {
    return index.byId(postId).filter(index::isStale).isPresent();
  }

  private boolean hasList(String postId) {
    return index.byId(postId).filter(Dependency::usesList).isPresent();
  }

  /** Those that could not be refreshed. */
  private List<String> refreshed(List<String> postIds) {
    try {
      refreshing.refresh(postIds);
      return List.of();
    } catch (RuntimeException e) {
      log.warn("Refreshing pages waits until the store and the broker are back", e);
      return List.copyOf(postIds);
    }
  }

  private void retry(Set<String> failed) {
    pending.addAll(failed);
    schedule();
  }
}
