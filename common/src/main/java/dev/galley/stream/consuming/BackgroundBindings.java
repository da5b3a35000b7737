package dev.galley.stream.consuming;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.stream.binding.Bindable;
import org.springframework.cloud.stream.binding.BindingService;
import org.springframework.cloud.stream.binding.InputBindingLifecycle;

/**
 * Binds the consumers in a thread of its own. Spring Cloud Stream does it in the main thread before
 * the web server starts, and waits eleven minutes for a broker that is away, though pages, feeds
 * and drafts need none.
 */
final class BackgroundBindings extends InputBindingLifecycle {

  private static final long STOP_MILLIS = 1_000;

  private final BindingService service;
  private final Map<String, Bindable> bindables;
  private @Nullable Thread thread;

  BackgroundBindings(BindingService service, Map<String, Bindable> bindables) {
    super(service, bindables);
    this.service = service;
    this.bindables = bindables;
  }

  @Override
  public synchronized void start() {
    if (thread == null) {
      Thread binding = new Thread(super::start, "bindings");
      binding.setDaemon(true);
      binding.start();
      thread = binding;
    }
  }

  @Override
  public synchronized void stop() {
    Thread binding = thread;
    if (binding != null) {
      thread = null;
      finish(binding);
      stopTogether();
      super.stop();
    }
  }

  @Override
  public void stop(Runnable callback) {
    stop();
    callback.run();
  }

  @Override
  public synchronized boolean isRunning() {
    return thread != null;
  }

  /** Each may wait until the broker has answered what it was asked last, for some two seconds. */
  private void stopTogether() {
    CompletableFuture.allOf(
            bindables.values().stream()
                .flatMap(bindable -> bindable.getInputs().stream())
                .flatMap(name -> service.getConsumerBindings(name).stream())
                .map(each -> CompletableFuture.runAsync(each::stop, BackgroundBindings::inThread))
                .toArray(CompletableFuture<?>[]::new))
        .join();
  }

  private static void inThread(Runnable stopping) {
    new Thread(stopping, "stop-binding").start();
  }

  private static void finish(Thread binding) {
    // It may still be asking a broker that does not answer.
    binding.interrupt();
    try {
      binding.join(STOP_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
