package dev.galley.render.markdown;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The few threads that render. They are apart from those that serve requests, so that hostile
 * documents cannot take all processors, and they have deep stacks, because the parser recurses with
 * the nesting of its input.
 */
final class RenderingThreads implements AutoCloseable {

  private static final long STACK_BYTES = 16L * 1024 * 1024;

  private final ExecutorService executor;

  RenderingThreads(int threads) {
    AtomicInteger number = new AtomicInteger();
    // The queue needs no bound of its own: each entry is a caller that waits.
    executor =
        Executors.newFixedThreadPool(
            threads,
            task -> {
              Thread thread =
                  new Thread(null, task, "markdown-" + number.incrementAndGet(), STACK_BYTES);
              thread.setDaemon(true);
              return thread;
            });
  }

  <T> T call(Callable<T> work) {
    Future<T> result = executor.submit(work);
    try {
      return result.get();
    } catch (ExecutionException failure) {
      throw unwrapped(failure);
    } catch (InterruptedException interruption) {
      result.cancel(false);
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while a document was rendered", interruption);
    }
  }

  private static RuntimeException unwrapped(ExecutionException failure) {
    if (failure.getCause() instanceof StackOverflowError) {
      return new TooComplex("The document is nested too deeply to be rendered");
    }
    if (failure.getCause() instanceof UnrenderableDocument unrenderable) {
      return unrenderable;
    }
    return new IllegalStateException("Rendering failed unexpectedly", failure.getCause());
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
