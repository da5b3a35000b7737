package dev.galley.render.markdown;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The few threads that render. They are apart from those that serve requests, so that hostile
 * documents cannot take all processors, and they have deep stacks, because the parser recurses with
 * the nesting of its input. Thread-safe.
 */
public final class RenderingThreads implements AutoCloseable {

  private static final long STACK_BYTES = 16L * 1024 * 1024;
  private static final Duration FOR_EVER = Duration.ofDays(365);

  private final ThreadPoolExecutor executor;

  /** So many wait already, or it was not done within the patience of whoever asked. */
  public static final class Busy extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Busy() {
      super("The rendering threads are busy", null, false, false);
    }
  }

  private static final class Deep extends Thread {

    Deep(Runnable task, String name) {
      super(null, task, name, STACK_BYTES);
      setDaemon(true);
    }
  }

  /**
   * @param name of what is rendered
   * @param maxWaiting for a thread
   */
  RenderingThreads(String name, int threads, int maxWaiting) {
    AtomicInteger number = new AtomicInteger();
    executor =
        new ThreadPoolExecutor(
            threads,
            threads,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(maxWaiting),
            task -> new Deep(task, name + "-" + number.incrementAndGet()));
  }

  /** Whether the caller is on such a thread already, be it of these or of others. */
  static boolean areCurrent() {
    return Thread.currentThread() instanceof Deep;
  }

  <T> T call(Callable<T> work) {
    return call(work, FOR_EVER);
  }

  /**
   * Does something on one of the threads.
   *
   * @param patience how long somebody waits; what has not begun by then never does, and what has is
   *     interrupted
   * @throws Busy when it is not done, now or within the patience
   * @throws UnrenderableDocument if a document in it can never be rendered as it is
   */
  public <T> T call(Callable<T> work, Duration patience) {
    FutureTask<T> result = new FutureTask<>(work);
    try {
      executor.execute(result);
      return result.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException | TimeoutException e) {
      throw new Busy();
    } catch (ExecutionException failure) {
      throw unwrapped(failure);
    } catch (InterruptedException interruption) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while a document was rendered", interruption);
    } finally {
      // Nothing, when it is done.
      result.cancel(true);
      executor.remove(result);
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
