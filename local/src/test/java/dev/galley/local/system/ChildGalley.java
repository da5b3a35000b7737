package dev.galley.local.system;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Galley's local mode as its users run it: installed, and in a JVM of its own. */
public final class ChildGalley implements AutoCloseable {

  /** Lets Galley call subscribers that a test runs beside it. */
  public static final Map<String, String> LOOPBACK_SUBSCRIBERS =
      Map.of(
          "GALLEY_WEBHOOKS_ALLOWED_NETWORKS", "127.0.0.0/8", "GALLEY_WEBHOOKS_ALLOW_HTTP", "true");

  private static final Duration START_LIMIT = Duration.ofMinutes(5);

  private final Path data;
  private final Process process;
  private final Path log;
  private final JsonNode endpoint;

  private ChildGalley(Path data, Process process, Path log, JsonNode endpoint) {
    this.data = data;
    this.process = process;
    this.log = log;
    this.endpoint = endpoint;
  }

  /** Starts on the data folder and waits until it is ready. */
  public static ChildGalley start(Path data, Map<String, String> environment) {
    return start(data, environment, FreePort.any());
  }

  /** Starts on the data folder and a port of its own, and waits until it is ready. */
  public static ChildGalley start(Path data, Map<String, String> environment, int port) {
    try {
      Path log = Files.createTempFile(data.getParent(), "galley", ".log");
      Path endpointFile = data.resolve("run/endpoint.json");
      Files.deleteIfExists(endpointFile);
      Path temporary = Files.createDirectories(temporary(data));
      ProcessBuilder builder =
          new ProcessBuilder(
                  Installation.command(
                      temporary,
                      "start",
                      "--port",
                      Integer.toString(port),
                      "--kafka-port",
                      Integer.toString(FreePort.any()),
                      "--data",
                      data.toString()))
              .redirectErrorStream(true)
              .redirectOutput(log.toFile());
      builder.environment().putAll(environment);
      Process process = builder.start();
      try {
        await("Galley is ready")
            .atMost(START_LIMIT)
            .pollInterval(Duration.ofMillis(50))
            .failFast(() -> !process.isAlive())
            .until(() -> Files.exists(endpointFile));
        JsonNode endpoint = new JsonMapper().readTree(Files.readString(endpointFile));
        return new ChildGalley(data, process, log, endpoint);
      } catch (RuntimeException e) {
        process.destroyForcibly();
        throw new IllegalStateException("Galley did not start:\n" + Files.readString(log), e);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Api api() {
    return new Api(endpoint.get("url").asString(), endpoint.get("token").asString());
  }

  String bootstrapServers() {
    return endpoint.get("kafka").asString();
  }

  Path data() {
    return data;
  }

  /** Where each that runs on the data folder makes its temporary files. */
  static Path temporary(Path data) {
    return data.resolveSibling(data.getFileName() + ".tmp");
  }

  public String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** SIGKILL: nothing in the process gets to run any more. */
  public void kill() {
    process.destroyForcibly();
    awaitExit();
  }

  /**
   * SIGTERM, as Ctrl-C would.
   *
   * @return the exit code
   */
  public int stop() {
    process.destroy();
    return awaitExit();
  }

  private int awaitExit() {
    try {
      if (!process.waitFor(45, TimeUnit.SECONDS)) {
        throw new IllegalStateException("Galley does not stop:\n" + log());
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    if (process.isAlive()) {
      process.destroyForcibly();
      awaitExit();
    }
  }
}
