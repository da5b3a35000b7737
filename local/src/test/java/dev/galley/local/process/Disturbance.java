package dev.galley.local.process;

import dev.galley.local.process.Deployment.Instance;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** What can happen to a process: SIGKILL and a new start, or SIGSTOP for a while. */
final class Disturbance {

  /** Longer than sessions of consumers and leases of marks and deliveries. */
  private static final int MAX_STOP_MILLIS = 12_000;

  private Disturbance() {}

  static void of(Instance instance, Random random) throws InterruptedException {
    if (random.nextBoolean()) {
      System.out.println(Instant.now() + " killing " + instance.home().getFileName());
      instance.kill();
      instance.start();
    } else {
      System.out.println(Instant.now() + " stopping " + instance.home().getFileName());
      instance.signal("STOP");
      TimeUnit.MILLISECONDS.sleep(random.nextInt(MAX_STOP_MILLIS));
      instance.signal("CONT");
    }
  }
}
