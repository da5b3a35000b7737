package dev.galley.local.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * A Kafka broker of one node in this JVM, on the loopback address, whose logs last.
 *
 * <p>Kafka ends its process by itself when its log folder fails. Here it asks the owner to do so,
 * who can say why and stop the rest in order; that request is global to the JVM, so there can be
 * one broker at a time. There is no authentication: any user of this machine can connect.
 */
public final class EmbeddedBroker implements AutoCloseable {

  private static final String META_PROPERTIES = "meta.properties";

  /** A segment of a log begins with index files of this size. */
  private static final long TOO_FEW_FREE_BYTES = 4L * 1024 * 1024;

  private final KafkaRaftServer server;
  private final int port;
  private final AtomicBoolean closed = new AtomicBoolean();

  private EmbeddedBroker(KafkaRaftServer server, int port) {
    this.server = server;
    this.port = port;
  }

  /**
   * Starts the broker; its folder is formatted the first time and keeps its cluster id.
   *
   * @param logs the folder of its logs
   * @param port the port to listen on
   * @param onFailure told when the broker cannot go on, with its reason; the process should end
   * @return the broker, ready for clients
   * @throws BrokerUnusable if the port is taken or the folder cannot be used
   */
  public static EmbeddedBroker start(Path logs, int port, Consumer<String> onFailure) {
    if (!Ports.isFree(port)) {
      throw new BrokerUnusable(
          "Port " + port + " on 127.0.0.1 is in use; choose another for Kafka", null);
    }
    AtomicBoolean failed = new AtomicBoolean();
    Exit.Procedure ask =
        (status, message) -> {
          if (failed.compareAndSet(false, true)) {
            onFailure.accept(
                explained(
                    logs,
                    message == null ? "it ended with status " + status : message,
                    free(logs)));
          }
        };
    Exit.setExitProcedure(ask);
    Exit.setHaltProcedure(ask);
    try {
      formatOnce(logs);
      KafkaConfig config = new KafkaConfig(BrokerSettings.of(logs, port, Ports.anyFree()), false);
      KafkaRaftServer server = new KafkaRaftServer(config, Time.SYSTEM);
      server.startup();
      return new EmbeddedBroker(server, port);
    } catch (Exception e) {
      throw new BrokerUnusable(
          "Kafka cannot start: " + explained(logs, String.valueOf(e.getMessage()), free(logs)), e);
    }
  }

  /** What has failed, most likely, and the way out. Kafka's own words are for its authors. */
  static String explained(Path logs, String message, long freeBytes) {
    if (freeBytes < TOO_FEW_FREE_BYTES) {
      return "the disk of %s is full, with %d kB left: make room and start again (%s)"
          .formatted(logs, freeBytes / 1024, message);
    }
    return "%s. If it comes again, delete %s: the next start fills it from the store, and no subscriber is told anything twice"
        .formatted(message, logs);
  }

  private static long free(Path logs) {
    try {
      Path existing = Files.exists(logs) ? logs : logs.toAbsolutePath().resolveSibling("");
      return Files.getFileStore(existing).getUsableSpace();
    } catch (IOException e) {
      return Long.MAX_VALUE;
    }
  }

  /** The first free port from this one on, for owners that do not insist. */
  public static int freePortFrom(int wanted) {
    return Ports.firstFreeFrom(wanted);
  }

  /** What Kafka clients connect to: {@code 127.0.0.1:port}. */
  public String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  /** Stops the broker in order; idempotent. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      server.shutdown();
      server.awaitShutdown();
    }
  }

  /** The formatter writes {@code meta.properties} last, so a folder that has it is complete. */
  private static void formatOnce(Path logs) throws Exception {
    if (Files.exists(logs.resolve(META_PROPERTIES))) {
      return;
    }
    Files.createDirectories(logs);
    new Formatter()
        .setClusterId(Uuid.randomUuid().toString())
        .setNodeId(BrokerSettings.NODE_ID)
        .setControllerListenerName(BrokerSettings.CONTROLLER_LISTENER)
        .setMetadataLogDirectory(logs.toString())
        .setDirectories(List.of(logs.toString()))
        .setReleaseVersion(MetadataVersion.latestProduction())
        .setIgnoreFormatted(false)
        .setPrintStream(new PrintStream(OutputStream.nullOutputStream()))
        .run();
  }
}
