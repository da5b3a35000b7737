package dev.galley.post.job;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A few threads that do one kind of work; the first failure stops what has not begun. */
public final class Workers<T> implements AutoCloseable {

  private final ExecutorService threads;

  /** Starts them. */
  public Workers(int count) {
    this.threads = Executors.newFixedThreadPool(count);
  }

  /**
   * Does all of it and gives the results in order.
   *
   * @throws CompletionException around what is checked
   */
  public List<T> all(List<Callable<T>> work) {
    List<Future<T>> begun = work.stream().map(threads::submit).toList();
    List<T> results = new ArrayList<>();
    for (Future<T> one : begun) {
      results.add(result(one));
    }
    return results;
  }

  private T result(Future<T> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new CompletionException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CompletionException(e);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
