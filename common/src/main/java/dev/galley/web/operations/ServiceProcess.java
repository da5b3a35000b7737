package dev.galley.web.operations;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** A service that has a process to itself. */
public final class ServiceProcess {

  private ServiceProcess() {}

  /**
   * Starts a service. A termination signal ends it in order, and that is a success: where Java says
   * 143, supervisors take a stop that they asked for for a failure.
   *
   * @param service has not been run
   * @param args Spring Boot's command-line properties
   */
  public static void run(SpringApplicationBuilder service, String... args) {
    ConfigurableApplicationContext running = service.registerShutdownHook(false).run(args);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> Runtime.getRuntime().halt(SpringApplication.exit(running)), "end"));
  }
}
