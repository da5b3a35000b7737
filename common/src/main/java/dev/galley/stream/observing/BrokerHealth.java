package dev.galley.stream.observing;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.common.KafkaException;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Whether the broker answers, found out within seconds. */
final class BrokerHealth implements HealthIndicator {

  private static final int PATIENCE_MILLIS = 3_000;

  private final Supplier<Admin> admin;

  BrokerHealth(Supplier<Admin> admin) {
    this.admin = admin;
  }

  @Override
  public Health health() {
    var options = new DescribeClusterOptions().timeoutMs(PATIENCE_MILLIS);
    try {
      int nodes =
          admin
              .get()
              .describeCluster(options)
              .nodes()
              .get(PATIENCE_MILLIS + 500, TimeUnit.MILLISECONDS)
              .size();
      return Health.up().withDetail("nodes", nodes).build();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Health.unknown().build();
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      return Health.down().withDetail("reason", "The broker does not answer").build();
    }
  }
}
