package dev.galley.stream.observing;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;

/**
 * The one admin client of a service, made when it is asked for: while the name of a broker that is
 * away does not resolve, there can be none. Thread-safe. It is no {@code Supplier}, of which Spring
 * Cloud Stream would make an output.
 */
public final class BrokerAdmin implements DisposableBean {

  private static final Duration PATIENCE_AT_STOP = Duration.ofMillis(500);

  private final Map<String, Object> settings;
  private @Nullable Admin made;

  BrokerAdmin(Map<String, Object> settings) {
    this.settings = settings;
  }

  /**
   * The client.
   *
   * @throws KafkaException when the broker's address does not resolve now
   */
  public synchronized Admin get() {
    Admin admin = made;
    if (admin == null) {
      admin = Admin.create(settings);
      made = admin;
    }
    return admin;
  }

  /** By itself it would wait, at the end, for answers that a broker which is away still owes. */
  @Override
  public synchronized void destroy() {
    if (made != null) {
      made.close(PATIENCE_AT_STOP);
    }
  }
}
