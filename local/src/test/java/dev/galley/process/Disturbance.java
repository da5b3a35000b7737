package dev.galley.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.process.Deployment.Instance;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** What can happen to a process, in turn. */
enum Disturbance {

  /** SIGKILL, and a new start. */
  KILLING {
    @Override
    void happenTo(Instance instance, Random random) {
      instance.kill();
      instance.start();
    }
  },

  /** SIGSTOP for a while. */
  STOPPING {
    @Override
    void happenTo(Instance instance, Random random) throws InterruptedException {
      instance.signal("STOP");
      TimeUnit.MILLISECONDS.sleep(random.nextInt(MAX_STOP_MILLIS));
      instance.signal("CONT");
    }
  },

  /** SIGTERM, as an upgrade does, and a new start. */
  ENDING {
    @Override
    void happenTo(Instance instance, Random random) {
      instance.awaitReady();
      assertThat(instance.end()).as("%s's exit code", instance.home().getFileName()).isZero();
      instance.start();
    }
  };

  /** Longer than sessions of consumers and leases of marks and deliveries. */
  private static final int MAX_STOP_MILLIS = 12_000;

  abstract void happenTo(Instance instance, Random random) throws InterruptedException;

  static void of(Instance instance, int round, Random random) throws InterruptedException {
    Disturbance next = values()[round % values().length];
    System.out.println(Instant.now() + " " + next + " " + instance.home().getFileName());
    next.happenTo(instance, random);
  }
}
