package dev.galley.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.MongoTimeoutException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

@ExtendWith(OutputCaptureExtension.class)
class SchedulingConfigurationTests {

  @Test
  void aTaskThatFindsNoStoreWaitsInOneLine(CapturedOutput output) {
    run(new MongoTimeoutException("Timed out after 30000 ms"));

    assertThat(output.getOut().lines())
        .filteredOn(line -> line.contains("Sweeping.sweep"))
        .singleElement()
        .asString()
        .contains("WARN")
        .endsWith("Sweeping.sweep waits for its next time, since: The store does not answer");
  }

  @Test
  void aBugIsToldWithItsTrace(CapturedOutput output) {
    run(new IllegalStateException("It cannot be"));

    assertThat(output.getOut())
        .contains("Sweeping.sweep failed")
        .contains("java.lang.IllegalStateException: It cannot be\n\tat dev.galley.");
  }

  /** Until the task has come again after its failure. */
  private static void run(RuntimeException failure) {
    new ApplicationContextRunner()
        .withConfiguration(
            AutoConfigurations.of(
                SchedulingConfiguration.class, TaskSchedulingAutoConfiguration.class))
        .withUserConfiguration(Scheduling.class)
        .withBean(Sweeping.class, () -> new Sweeping(failure))
        .run(context -> await().until(() -> context.getBean(Sweeping.class).rounds.get() > 1));
  }

  @Configuration
  @EnableScheduling
  static class Scheduling {}

  static class Sweeping {

    private final AtomicInteger rounds = new AtomicInteger();
    private final RuntimeException failure;

    Sweeping(RuntimeException failure) {
      this.failure = failure;
    }

    @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.MILLISECONDS)
    void sweep() {
      if (rounds.incrementAndGet() == 1) {
        failure.fillInStackTrace();
        throw failure;
      }
    }
  }
}
