package dev.galley.render.page;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.springframework.util.ClassUtils;

/** Renders the pages of a poll on all processors; one that comes alone is rendered at once. */
final class ParallelRendering implements AutoCloseable {

  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          Runtime.getRuntime().availableProcessors(),
          task -> {
            Thread thread = new Thread(task, "rendering");
            thread.setDaemon(true);
            thread.setContextClassLoader(ClassUtils.getDefaultClassLoader());
            return thread;
          });

  /**
   * What is made of each, in their order.
   *
   * @throws RuntimeException the first failure among them
   */
  <A, B> List<B> all(List<A> sources, Function<A, B> making) {
    if (sources.size() == 1) {
      return List.of(making.apply(sources.get(0)));
    }
    List<Future<B>> running =
        sources.stream().map(source -> threads.submit(() -> making.apply(source))).toList();
    List<B> made = new ArrayList<>();
    try {
      for (Future<B> one : running) {
        made.add(one.get());
      }
      return made;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException("Rendering failed unexpectedly", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while pages were rendered", e);
    } finally {
      running.forEach(one -> one.cancel(false));
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
