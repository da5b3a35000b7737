package dev.galley.local.origin;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.catalina.Container;
import org.apache.catalina.Engine;
import org.apache.catalina.core.StandardHost;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.WebServerException;
import org.springframework.boot.web.servlet.ServletContextInitializer;

/**
 * Gives a service a virtual host of the origin's Tomcat in place of a Tomcat of its own. What is
 * configured for a connector has no effect: the origin's has its own limits.
 */
final class VirtualHostFactory extends TomcatServletWebServerFactory {

  private final Engine engine;
  private final RoutingValve routes;
  private final Destination destination;
  private final Path folder;

  VirtualHostFactory(Engine engine, Path work, RoutingValve routes, Destination destination) {
    this.engine = engine;
    this.routes = routes;
    this.destination = destination;
    this.folder = work.resolve(destination.name());
  }

  @Override
  public WebServer getWebServer(ServletContextInitializer... initializers) {
    StandardHost host = new StandardHost();
    host.setName(destination.name());
    host.setAutoDeploy(false);
    setDocumentRoot(folder());
    prepareContext(host, initializers, new TempDirs(0));
    // Starts it, and with it the service's filters and servlets; nothing is routed there yet.
    engine.addChild(host);
    for (Container context : host.findChildren()) {
      if (!context.getState().isAvailable()) {
        engine.removeChild(host);
        throw new WebServerException(destination + " cannot be deployed; the log says why", null);
      }
    }
    return new VirtualHost(host);
  }

  /** Empty; in place of a temporary one, which stays when the process is killed. */
  private File folder() {
    try {
      return Files.createDirectories(folder).toFile();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private final class VirtualHost implements WebServer {

    private final StandardHost host;

    VirtualHost(StandardHost host) {
      this.host = host;
    }

    @Override
    public void start() {
      routes.open(destination);
    }

    @Override
    public void stop() {
      routes.close(destination);
    }

    @Override
    public void destroy() {
      stop();
      engine.removeChild(host);
    }

    @Override
    public int getPort() {
      return engine.getService().findConnectors()[0].getLocalPort();
    }
  }
}
