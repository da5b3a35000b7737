package dev.galley.local.origin;

import java.net.BindException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.modeler.Registry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;

/**
 * The one HTTP origin of the local mode, on the loopback address: Tomcat's connector, which hands
 * each request to the service that its path belongs to, within the JVM.
 *
 * <p>It answers 503 for a service that is not up. Thread-safe.
 */
public final class Origin implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Origin.class);

  private static final Duration DRAIN_STEP = Duration.ofMillis(10);

  private final Delegates delegates = new Delegates();
  private final ScheduledExecutorService timer;
  private final Http11NioProtocol connector;
  private final RoutingAdapter adapter;
  private boolean listening;

  private Origin(int port, Supplier<String> metrics) {
    this.timer =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "origin-timer");
              thread.setDaemon(true);
              return thread;
            });
    this.connector = ConnectorSettings.connector(InetAddress.getLoopbackAddress(), port);
    connector.setUtilityExecutor(timer);
    this.adapter = new RoutingAdapter(delegates, metrics);
    connector.setAdapter(adapter);
  }

  /**
   * Starts to listen.
   *
   * @param port the port, or 0 for any
   * @param metrics the text that {@code /metrics} gives to clients on this machine
   * @return the origin, without services yet
   * @throws OriginUnusable if the port is taken
   */
  public static Origin listen(int port, Supplier<String> metrics) {
    // Nobody looks at Tomcat through JMX, and its names would clash between four Tomcats.
    Registry.disableRegistry();
    Origin origin = new Origin(port, metrics);
    try {
      origin.connector.init();
      origin.connector.start();
      origin.listening = true;
      return origin;
    } catch (BindException e) {
      origin.timer.shutdownNow();
      throw new OriginUnusable("Port " + port + " on 127.0.0.1 is in use", e);
    } catch (Exception e) {
      origin.timer.shutdownNow();
      throw new OriginUnusable("Cannot listen on port " + port + ": " + e.getMessage(), e);
    }
  }

  /**
   * Makes a service's Tomcat take its requests from this origin in place of a socket.
   *
   * @param destination whose requests it takes
   * @return to be added to the service's application before it runs
   */
  public ApplicationContextInitializer<GenericApplicationContext> connect(Destination destination) {
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> customizer =
        factory -> {
          factory.setProtocol(InProcessProtocol.class.getName());
          factory.addConnectorCustomizers(
              own ->
                  ((InProcessProtocol) own.getProtocolHandler()).connect(delegates, destination));
        };
    return context ->
        context.registerBean(
            "originConnection", WebServerFactoryCustomizer.class, () -> customizer);
  }

  /** The port that it listens on. */
  public int port() {
    return connector.getLocalPort();
  }

  /** The address for browsers on this machine, without a trailing slash. */
  public String url() {
    return "http://127.0.0.1:" + port();
  }

  /**
   * Accepts no more connections and lets running requests end.
   *
   * @param patience how long to wait for them; streams of events are not waited for
   */
  public void drain(Duration patience) {
    connector.closeServerSocketGraceful();
    long end = System.nanoTime() + patience.toNanos();
    while (adapter.running() > 0 && System.nanoTime() < end) {
      LockSupport.parkNanos(DRAIN_STEP.toNanos());
    }
  }

  /** Stops at once; idempotent. */
  @Override
  public void close() {
    if (!listening) {
      return;
    }
    listening = false;
    try {
      connector.stop();
      connector.destroy();
    } catch (Exception e) {
      log.warn("The connector did not stop in order", e);
    }
    timer.shutdownNow();
  }
}
