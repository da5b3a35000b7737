package dev.galley.process;

import dev.galley.local.system.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * The broker and the store that tests of the whole run on: those that {@code galley.it.kafka} and
 * {@code galley.it.mongodb-uri} name (empty ones), else with {@code -Pcontainers} the images of
 * {@code docker-compose.yml}, else the embedded ones as processes.
 */
interface Machinery extends AutoCloseable {

  String GIVEN_STORE = "galley.it.mongodb-uri";
  String GIVEN_BROKER = "galley.it.kafka";

  /** What a client connects to. */
  String address();

  @Override
  void close();

  /** A store; see {@link NeedsMachinery} for where there is none. */
  static Machinery store(Path folder) {
    Optional<String> given = given(GIVEN_STORE);
    if (given.isPresent()) {
      return new Given(given.get());
    }
    if (wantsContainers()) {
      GenericContainer<?> mongodb =
          new GenericContainer<>(image("mongodb")).withExposedPorts(27017);
      mongodb.start();
      return new Container(
          mongodb, "mongodb://" + mongodb.getHost() + ":" + mongodb.getMappedPort(27017));
    }
    return ownStore(folder);
  }

  /** The embedded store as a process. */
  static Machinery ownStore(Path folder) {
    return new Child(
        JavaProcess.main(
            StoreProcess.class, folder.resolve("store"), folder.resolve("store/data").toString()));
  }

  /** A broker; see {@link #store}. */
  static Machinery broker(Path folder) {
    Optional<String> given = given(GIVEN_BROKER);
    if (given.isPresent()) {
      return new Given(given.get());
    }
    if (wantsContainers()) {
      KafkaContainer kafka = new KafkaContainer(image("kafka"));
      kafka.start();
      return new Container(kafka, kafka.getBootstrapServers());
    }
    return ownBroker(folder, FreePort.any());
  }

  /** The embedded broker as a process. */
  static Machinery ownBroker(Path folder, int port) {
    return new Child(
        JavaProcess.main(
            BrokerProcess.class,
            folder.resolve("broker"),
            folder.resolve("broker/logs").toString(),
            Integer.toString(port)));
  }

  /** The address that a property names, unless this run is to stay on the embedded ones. */
  static Optional<String> given(String property) {
    return Boolean.getBoolean("galley.it.embedded")
        ? Optional.empty()
        : Optional.ofNullable(System.getProperty(property));
  }

  static boolean wantsContainers() {
    return Boolean.getBoolean("galley.it.containers");
  }

  private static DockerImageName image(String service) {
    try {
      return DockerImageName.parse(
          ComposeFile.read(Path.of("../docker-compose.yml")).image(service));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Somebody else's. */
  record Given(String address) implements Machinery {

    @Override
    public void close() {}
  }

  /** An image that this test started. */
  record Container(GenericContainer<?> container, String address) implements Machinery {

    @Override
    public void close() {
      container.stop();
    }
  }

  /** A process that this test started. */
  record Child(JavaProcess process) implements Machinery {

    @Override
    public String address() {
      return process.address();
    }

    @Override
    public void close() {
      process.close();
    }
  }
}
