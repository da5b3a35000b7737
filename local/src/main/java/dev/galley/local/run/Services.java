package dev.galley.local.run;

import dev.galley.local.metrics.MergedMetrics;
import dev.galley.local.origin.Origin;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** The three services as three Spring contexts, each as it runs alone but for its socket. */
final class Services implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Services.class);

  private static final long NANOS_PER_MILLI = 1_000_000;

  private final Origin origin;
  private final MergedMetrics metrics;
  private final CompletableFuture<?> broker;
  private final Map<Service, ConfigurableApplicationContext> contexts =
      new EnumMap<>(Service.class);

  Services(Origin origin, MergedMetrics metrics, CompletableFuture<?> broker) {
    this.origin = origin;
    this.metrics = metrics;
    this.broker = broker;
  }

  /**
   * Starts all three at once and waits for them.
   *
   * @param environment what a deployment would set as environment variables
   */
  void start(Map<String, String> environment) {
    List<CompletableFuture<Void>> starting =
        Stream.of(Service.values())
            .map(service -> inThread("start-", service, () -> start(service, environment)))
            .toList();
    try {
      starting.forEach(CompletableFuture::join);
    } catch (CompletionException e) {
      throw new CannotRun("A service cannot start: " + rootMessage(e), e);
    }
  }

  private void start(Service service, Map<String, String> environment) {
    String[] arguments =
        environment.entrySet().stream()
            .map(variable -> "--" + variable.getKey() + "=" + variable.getValue())
            .toArray(String[]::new);
    ConfigurableApplicationContext context =
        service
            .application()
            .registerShutdownHook(false)
            .initializers(
                origin.connect(service.destination()),
                (GenericApplicationContext starting) ->
                    starting.registerBean(BrokerGate.class, () -> new BrokerGate(broker)))
            .run(arguments);
    synchronized (contexts) {
      contexts.put(service, context);
    }
    context
        .getBeanProvider(PrometheusMeterRegistry.class)
        .ifAvailable(
            registry ->
                metrics.add(
                    context.getEnvironment().getProperty("spring.application.name", service.name()),
                    registry::scrape));
  }

  /** Stops all three at once: each waits for the answer of the broker that it asked last. */
  @Override
  public void close() {
    Map<Service, ConfigurableApplicationContext> running;
    synchronized (contexts) {
      running = new EnumMap<>(contexts);
      contexts.clear();
    }
    List<CompletableFuture<Void>> stopping = new ArrayList<>();
    running.forEach(
        (service, context) ->
            stopping.add(inThread("stop-", service, () -> close(service, context))));
    stopping.forEach(CompletableFuture::join);
  }

  private static void close(Service service, ConfigurableApplicationContext context) {
    long start = System.nanoTime();
    try {
      context.close();
      log.info("Stopped {} in {} ms", service, (System.nanoTime() - start) / NANOS_PER_MILLI);
    } catch (RuntimeException e) {
      log.warn("{} did not stop in order", service, e);
    }
  }

  private static CompletableFuture<Void> inThread(String doing, Service service, Runnable task) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                task.run();
                done.complete(null);
              } catch (Throwable e) {
                done.completeExceptionally(e);
              }
            },
            doing + service.name().toLowerCase(Locale.ROOT));
    thread.start();
    return done;
  }

  private static String rootMessage(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage());
  }
}
