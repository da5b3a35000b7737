package dev.galley.render.page;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.springframework.util.ClassUtils;

/**
 * Renders many pages on all processors; one that comes alone is rendered at once. However large
 * they are, what is held at one time is bounded.
 */
final class ParallelRendering implements AutoCloseable {

  private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

  private final long maxBytes;
  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          PROCESSORS,
          task -> {
            Thread thread = new Thread(task, "rendering");
            thread.setDaemon(true);
            thread.setContextClassLoader(ClassUtils.getDefaultClassLoader());
            return thread;
          });

  /**
   * @param maxBytes so much is handed over together at most, but for the last page of it; beside it
   *     twice as many pages are held as there are processors
   */
  ParallelRendering(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /**
   * Makes something of each, and hands it over in their order, much of it together.
   *
   * @throws RuntimeException the first failure among them; what came before may have been handed
   *     over
   */
  <A, B> void each(
      List<A> sources, Function<A, B> making, ToLongFunction<B> bytes, Consumer<List<B>> taking) {
    if (sources.size() == 1) {
      taking.accept(List.of(making.apply(sources.get(0))));
      return;
    }
    Queue<Future<B>> running = new ArrayDeque<>();
    Iterator<A> waiting = sources.iterator();
    List<B> made = new ArrayList<>();
    long held = 0;
    try {
      while (waiting.hasNext() || !running.isEmpty()) {
        while (waiting.hasNext() && running.size() < 2 * PROCESSORS) {
          A next = waiting.next();
          running.add(threads.submit(() -> making.apply(next)));
        }
        B one = result(running.remove());
        made.add(one);
        held += bytes.applyAsLong(one);
        if (held >= maxBytes || (running.isEmpty() && !waiting.hasNext())) {
          taking.accept(List.copyOf(made));
          made.clear();
          held = 0;
        }
      }
    } finally {
      running.forEach(one -> one.cancel(false));
    }
  }

  private static <B> B result(Future<B> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException("Rendering failed unexpectedly", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while pages were rendered", e);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
