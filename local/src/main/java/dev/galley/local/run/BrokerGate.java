package dev.galley.local.run;

import java.util.concurrent.CompletableFuture;
import org.springframework.context.SmartLifecycle;

/**
 * Lets a service make its beans while the broker is still starting, and holds its consumers and its
 * relay back until there is one.
 */
final class BrokerGate implements SmartLifecycle {

  private final CompletableFuture<?> broker;
  private volatile boolean running;

  BrokerGate(CompletableFuture<?> broker) {
    this.broker = broker;
  }

  @Override
  public void start() {
    broker.join();
    running = true;
  }

  @Override
  public void stop() {
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Before everything else that starts. */
  @Override
  public int getPhase() {
    return Integer.MIN_VALUE;
  }
}
