package dev.galley.local.store.file;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs commands one at a time, and lets the writes that come together share one commit and one
 * fsync.
 *
 * <p>What belongs to a commit is marked under the same lock as the commands, so a committed version
 * never holds half a command; it is written while the next commands run. After a failed commit the
 * state in memory may be ahead of the disk: no command runs any more and no waiting reply is
 * released.
 */
public final class GroupCommit implements AutoCloseable {

  private record Waiting(long write, Runnable release) {}

  private final StoreFile file;
  private final Consumer<Throwable> onFailure;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition written = lock.newCondition();
  private final Queue<Waiting> waiting = new ArrayDeque<>();
  private final Thread committer;

  private long writes;
  private volatile long durable;
  private boolean closing;
  private @Nullable Throwable failure;

  public GroupCommit(StoreFile file, Consumer<Throwable> onFailure) {
    this.file = file;
    this.onFailure = onFailure;
    this.committer = new Thread(this::commitUntilClosed, "store-commit");
    committer.start();
  }

  /** Runs a command alone; a write may be seen by others only after it is durable. */
  public <T> T run(boolean write, Supplier<T> command) {
    lock.lock();
    try {
      if (failure != null) {
        throw new StoreUnusable("The store has stopped after a failed write", failure);
      }
      try {
        return command.get();
      } finally {
        if (write) {
          writes++;
          written.signal();
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Calls back when all that has been executed until now is on disk.
   *
   * @return false when it already is; then there will be no call
   */
  public boolean holdUntilDurable(Runnable release) {
    lock.lock();
    try {
      if (durable == writes) {
        return false;
      }
      waiting.add(new Waiting(writes, release));
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Commits what is left and ends; call it when no more commands can come. */
  @Override
  public void close() {
    lock.lock();
    try {
      closing = true;
      written.signal();
    } finally {
      lock.unlock();
    }
    boolean interrupted = false;
    while (committer.isAlive() && Thread.currentThread() != committer) {
      try {
        committer.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void commitUntilClosed() {
    try {
      while (commitNext()) {
        releaseDurable();
      }
    } catch (Throwable e) {
      fail(e);
    }
  }

  private boolean commitNext() throws IOException {
    long target;
    lock.lock();
    try {
      while (writes == durable && !closing) {
        written.awaitUninterruptibly();
      }
      target = writes;
      if (target == durable) {
        return false;
      }
      file.freeze();
    } finally {
      lock.unlock();
    }
    file.persist();
    durable = target;
    return true;
  }

  private void releaseDurable() {
    while (true) {
      Waiting next;
      lock.lock();
      try {
        next = waiting.peek();
        if (next == null || next.write() > durable) {
          return;
        }
        waiting.remove();
      } finally {
        lock.unlock();
      }
      next.release().run();
    }
  }

  private void fail(Throwable e) {
    lock.lock();
    try {
      failure = e;
      waiting.clear();
    } finally {
      lock.unlock();
    }
    onFailure.accept(e);
  }
}
