package dev.galley.local.origin;

import dev.galley.web.connection.ConnectionValve;
import dev.galley.web.connection.Network;
import dev.galley.web.operations.Operators;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.modeler.Registry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.server.servlet.ServletWebServerFactory;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.util.FileSystemUtils;

/**
 * The one HTTP origin of the local mode, on the loopback address: a Tomcat in which each service is
 * a virtual host, and a valve that picks the host by the path.
 *
 * <p>It answers 503 for a service that is not up. Thread-safe.
 */
public final class Origin implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Origin.class);

  private static final Duration DRAIN_STEP = Duration.ofMillis(10);

  private final Path work;
  private final Tomcat tomcat = new Tomcat();
  private final Connector connector;
  private final RoutingValve routes;
  private boolean listening;

  private Origin(Path work, int port, Supplier<String> metrics, Network network) {
    this.work = work;
    try {
      // Of one that was killed.
      FileSystemUtils.deleteRecursively(work);
      Files.createDirectories(work);
    } catch (IOException e) {
      throw new OriginUnusable("The folder " + work + " cannot be used: " + e.getMessage(), e);
    }
    tomcat.setBaseDir(work.toString());
    connector = ConnectorSettings.connector(InetAddress.getLoopbackAddress(), port, network);
    tomcat.setConnector(connector);
    tomcat.getEngine().getPipeline().addValve(new ConnectionValve());
    network.forwarding().ifPresent(tomcat.getEngine().getPipeline()::addValve);
    routes = new RoutingValve(metrics, Operators.in(List.of(), network));
    tomcat.getEngine().getPipeline().addValve(routes);
    // What belongs to no service ends in the valve.
    tomcat.getHost().setAutoDeploy(false);
  }

  /**
   * Starts to listen.
   *
   * @param work a folder for files that end with it; what is there is deleted
   * @param port the port, or 0 for any
   * @param metrics the text that {@code /metrics} gives to operators
   * @param network whom it believes
   * @return the origin, without services yet
   * @throws OriginUnusable if the port is taken
   */
  public static Origin listen(Path work, int port, Supplier<String> metrics, Network network) {
    // Nobody looks at Tomcat through JMX.
    Registry.disableRegistry();
    Origin origin = new Origin(work, port, metrics, network);
    try {
      // Tomcat would log that the port is taken, and go on.
      origin.connector.setThrowOnFailure(true);
      origin.tomcat.start();
      origin.listening = true;
      return origin;
    } catch (LifecycleException e) {
      origin.dispose();
      throw isTaken(e)
          ? new OriginUnusable("Port " + port + " on 127.0.0.1 is in use", e)
          : new OriginUnusable("Cannot listen on port " + port + ": " + e.getMessage(), e);
    }
  }

  private static boolean isTaken(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof BindException) {
        return true;
      }
    }
    return false;
  }

  /**
   * Makes a service a virtual host of this origin in place of a server of its own.
   *
   * @param destination whose requests it takes
   * @return to be added to the service's application before it runs
   */
  public ApplicationContextInitializer<GenericApplicationContext> connect(Destination destination) {
    return context ->
        context.registerBean(
            "originHost",
            ServletWebServerFactory.class,
            () -> new VirtualHostFactory(tomcat.getEngine(), work, routes, destination));
  }

  /**
   * Answers {@code POST /api/backup} from now on.
   *
   * @param token the only one that it is done for
   * @param staging puts aside what the backup is made from; its exception's message is answered
   */
  public void onBackup(String token, Runnable staging) {
    routes.onBackup(new OwnBackup(token, staging));
  }

  /** The port that it listens on. */
  int port() {
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
    connector.getProtocolHandler().closeServerSocketGraceful();
    long end = System.nanoTime() + patience.toNanos();
    while (routes.running() > 0 && System.nanoTime() < end) {
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
      tomcat.stop();
    } catch (LifecycleException e) {
      log.warn("The connector did not stop in order", e);
    }
    dispose();
  }

  private void dispose() {
    try {
      tomcat.destroy();
      FileSystemUtils.deleteRecursively(work);
    } catch (LifecycleException | IOException e) {
      log.debug("Something is left behind in {}", work, e);
    }
  }
}
