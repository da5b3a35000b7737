package dev.galley.stream;

import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.task.ThreadPoolTaskSchedulerCustomizer;
import org.springframework.context.annotation.Bean;

/** What becomes of a scheduled task that fails: its next time comes, and a line says what waits. */
@AutoConfiguration
class SchedulingConfiguration {

  private static final Logger log = LoggerFactory.getLogger(SchedulingConfiguration.class);

  @Bean
  ThreadPoolTaskSchedulerCustomizer failedTasks() {
    return scheduler -> scheduler.setErrorHandler(SchedulingConfiguration::failed);
  }

  private static void failed(Throwable failure) {
    if (Failure.of(failure) == Failure.TRANSIENT) {
      log.warn("{} waits for its next time, since: {}", task(failure), Failure.reason(failure));
      log.debug("The reason", failure);
    } else {
      log.error("{} failed, and is done again the next time", task(failure), failure);
    }
  }

  /** The outermost of our own methods: Spring gives the failure alone. */
  private static String task(Throwable failure) {
    return Arrays.stream(failure.getStackTrace())
        .filter(call -> call.getClassName().startsWith("dev.galley."))
        .reduce((inner, outer) -> outer)
        .map(call -> call.getClassName() + "." + call.getMethodName())
        .orElse("A scheduled task");
  }
}
