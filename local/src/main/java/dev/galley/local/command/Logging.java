package dev.galley.local.command;

import dev.galley.local.command.client.CommandFailed;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * Sends what the parts write to a file: the console is for the user. Must come before anything that
 * logs.
 */
final class Logging {

  private static final Set<String> FORMATS = Set.of("text", "json");

  private Logging() {}

  /**
   * @param format {@code text} or {@code json}; {@code null} is text
   * @throws CommandFailed when it is neither
   */
  static void toFile(Path file, @Nullable String format) {
    String known = format == null || format.isBlank() ? "text" : format;
    if (!FORMATS.contains(known)) {
      throw new CommandFailed("GALLEY_LOG_FORMAT is text or json, not " + format);
    }
    System.setProperty("galley.log", file.toString());
    System.setProperty("galley.log.format", known);
    System.setProperty("logback.configurationFile", "galley-logging.xml");
    // One configuration for three Spring contexts, which would each start it anew.
    System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
  }
}
