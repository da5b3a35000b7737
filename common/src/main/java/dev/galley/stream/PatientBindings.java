package dev.galley.stream;

import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.stream.binding.Bindable;
import org.springframework.cloud.stream.binding.BindingService;
import org.springframework.cloud.stream.binding.InputBindingLifecycle;

/**
 * Binds the consumers without holding up a start. The binder asks the broker for each topic and,
 * where none answers, asks on for minutes; meanwhile the rest of the service must already work.
 */
final class PatientBindings extends InputBindingLifecycle {

  private static final Logger log = LoggerFactory.getLogger(PatientBindings.class);

  private final TopicProperties properties;
  private volatile boolean started;

  PatientBindings(
      BindingService bindingService, Map<String, Bindable> bindables, TopicProperties properties) {
    super(bindingService, bindables);
    this.properties = properties;
  }

  @Override
  public void start() {
    started = true;
    Thread binding = new Thread(super::start, "binding-consumers");
    binding.setDaemon(true);
    binding.setUncaughtExceptionHandler(
        (thread, failure) -> log.error("The consumers could not be bound", failure));
    binding.start();
    try {
      binding.join(Math.max(1, properties.patience().toMillis()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void stop() {
    started = false;
    super.stop();
  }

  @Override
  public boolean isRunning() {
    return started || super.isRunning();
  }
}
