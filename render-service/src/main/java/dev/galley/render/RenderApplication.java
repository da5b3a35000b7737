package dev.galley.render;

import dev.galley.web.operations.ServiceProcess;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/**
 * The render service, alone against an external Kafka and MongoDB or as a part of the local mode.
 */
@SpringBootApplication
@ConfigurationPropertiesScan
public class RenderApplication {

  /**
   * The application with its own configuration name, so that several services can share a class
   * path.
   *
   * @return a builder that has not been run
   */
  public static SpringApplicationBuilder builder() {
    return new SpringApplicationBuilder(RenderApplication.class)
        .properties("spring.config.name=render-service");
  }

  /**
   * Starts the service; configuration comes from environment variables and {@code
   * render-service.yml}.
   *
   * @param args Spring Boot's command-line properties
   */
  public static void main(String[] args) {
    ServiceProcess.run(builder(), args);
  }
}
