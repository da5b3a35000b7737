package dev.galley.local.command;

import dev.galley.local.run.DataFolder;
import dev.galley.local.run.Settings;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What can be chosen for a run. */
final class StartOptions {

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8080",
      description = "Port of the site on 127.0.0.1 (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "data",
      description = "Where everything is kept (default: ${DEFAULT-VALUE}).")
  private Path data = Path.of("data");

  @Option(
      names = "--kafka-port",
      paramLabel = "PORT",
      description = "Port of the Kafka broker (default: 9092, or the next that is free).")
  private @Nullable Integer kafkaPort;

  @Option(
      names = "--compact",
      description = "Write the store's file anew, without what was deleted.")
  private boolean compact;

  Settings settings() {
    return new Settings(
        DataFolder.at(data),
        port,
        kafkaPort == null ? OptionalInt.empty() : OptionalInt.of(kafkaPort),
        compact);
  }
}
