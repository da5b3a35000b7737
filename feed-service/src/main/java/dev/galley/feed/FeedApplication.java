package dev.galley.feed;

import dev.galley.web.operations.ServiceProcess;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The feed service, alone against an external Kafka and MongoDB or as a part of the local mode. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class FeedApplication {

  /**
   * The application with its own configuration name, so that several services can share a class
   * path.
   *
   * @return a builder that has not been run
   */
  public static SpringApplicationBuilder builder() {
    return new SpringApplicationBuilder(FeedApplication.class)
        .properties("spring.config.name=feed-service");
  }

  /**
   * Starts the service; configuration comes from environment variables and {@code
   * feed-service.yml}.
   *
   * @param args Spring Boot's command-line properties
   */
  public static void main(String[] args) {
    ServiceProcess.run(builder(), args);
  }
}
