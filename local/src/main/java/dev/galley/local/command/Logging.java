package dev.galley.local.command;

import java.nio.file.Path;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * Sends what the parts write to a file: the console is for the user. Must come before anything that
 * logs.
 */
final class Logging {

  private Logging() {}

  static void toFile(Path file) {
    System.setProperty("galley.log", file.toString());
    System.setProperty("logback.configurationFile", "galley-logging.xml");
    // One configuration for three Spring contexts, which would each start it anew.
    System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
  }
}
