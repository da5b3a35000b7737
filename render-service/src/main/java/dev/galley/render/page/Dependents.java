package dev.galley.render.page;

import dev.galley.render.page.index.Dependency;
import dev.galley.render.page.index.PageEntry;
import dev.galley.render.page.index.SiteIndex;
import dev.galley.stream.Failure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
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

  /** How many pages are read together. */
  private static final int TOGETHER = 100;

  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  private final SiteIndex index;
  private final RefreshingPages refreshing;
  private final ListRest rest;
  private final Duration delay;
  private final Set<String> pending = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean scheduled = new AtomicBoolean();
  private final ScheduledThreadPoolExecutor thread =
      new ScheduledThreadPoolExecutor(
          1,
          task -> {
            Thread worker = new Thread(task, "dependents");
            worker.setDaemon(true);
            return worker;
          });
  private volatile boolean running;

  /** Known to the thread alone. */
  private boolean listsScheduled;

  /**
   * @param delay how long changes are collected
   */
  Dependents(SiteIndex index, RefreshingPages refreshing, ListRest rest, Duration delay) {
    this.index = index;
    this.refreshing = refreshing;
    this.rest = rest;
    this.delay = delay;
    // At the end it would wait for what does nothing any more.
    thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
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
    Collection<String> affected = index.affectedBy(changed);
    pending.addAll(affected);
    if (affected.stream().anyMatch(this::hasList)) {
      rest.changed();
    }
    schedule();
  }

  private void schedule() {
    if (running && scheduled.compareAndSet(false, true)) {
      thread.schedule(this::refreshAll, delay.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void refreshAll() {
    scheduled.set(false);
    List<String> lists = new ArrayList<>();
    List<String> due = new ArrayList<>();
    for (String postId : List.copyOf(pending)) {
      if (hasList(postId)) {
        lists.add(postId);
      } else if (isDue(postId)) {
        due.add(postId);
      }
      if (due.size() == TOGETHER) {
        if (!refresh(due)) {
          return;
        }
        due.clear();
      }
    }
    if (refresh(due)) {
      refreshLists(lists);
    }
  }

  private void refreshLists(List<String> lists) {
    Duration left = rest.left();
    if (left.isZero()) {
      rest.after(() -> oneByOne(lists));
    } else if (running && !listsScheduled && !lists.isEmpty()) {
      listsScheduled = true;
      thread.schedule(
          () -> {
            listsScheduled = false;
            refreshAll();
          },
          left.toNanos(),
          TimeUnit.NANOSECONDS);
    }
  }

  /** Pages that list all others are large; the memory is for one of them at a time. */
  private boolean oneByOne(List<String> postIds) {
    for (String postId : postIds) {
      if (isDue(postId) && !refresh(List.of(postId))) {
        return false;
      }
    }
    return true;
  }

  private boolean isDue(String postId) {
    return running
        && pending.remove(postId)
        && index.byId(postId).filter(index::isStale).isPresent();
  }

  private boolean hasList(String postId) {
    return index.byId(postId).filter(Dependency::usesList).isPresent();
  }

  /** Whether to go on; not while the store or the broker is away. */
  private boolean refresh(List<String> postIds) {
    try {
      refreshing.refresh(postIds);
      return true;
    } catch (RuntimeException e) {
      if (Failure.of(e) == Failure.TRANSIENT) {
        log.warn("Refreshing pages waits until the store and the broker are back", e);
        pending.addAll(postIds);
        retry();
        return false;
      }
      if (postIds.size() > 1) {
        pending.addAll(postIds);
        return oneByOne(postIds);
      }
      log.error("The page of post {} stays as it was: {}", postIds, Failure.reason(e));
      return true;
    }
  }

  private void retry() {
    if (running) {
      thread.schedule(this::schedule, RETRY_AFTER.toMillis(), TimeUnit.MILLISECONDS);
    }
  }
}
