package dev.galley.stream.following;

import org.springframework.context.SmartLifecycle;

/** A listener whose follower runs as long as the application does. */
public interface RunningListener extends Follower.Listener, SmartLifecycle {

  /** What it listens to. */
  Follower follower();

  @Override
  default void start() {
    follower().start();
  }

  @Override
  default void stop() {
    follower().stop();
  }

  @Override
  default boolean isRunning() {
    return follower().isRunning();
  }
}
