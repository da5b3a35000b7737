package dev.galley.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.galley.local.system.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToIntFunction;

/** Instances of the services' own jars, each with the environment of {@code docker-compose.yml}. */
final class Deployment implements AutoCloseable {

  static final List<String> SERVICES = List.of("post-service", "render-service", "feed-service");

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Map<String, String> SECRETS =
      Map.of("GALLEY_SECRETS_KEY", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");

  private final HttpClient http = HttpClient.newHttpClient();
  private final Path folder;
  private final Path ownerToken;
  private final List<Instance> instances = new ArrayList<>();

  /**
   * Starts them.
   *
   * @param replicas how many of a service
   * @param more what is set beside what the file says
   */
  Deployment(
      Path folder,
      String store,
      String broker,
      ToIntFunction<String> replicas,
      Map<String, String> more) {
    this.folder = folder;
    this.ownerToken = folder.resolve("state/owner-token");
    try {
      Files.createDirectories(ownerToken.getParent());
      Files.createDirectories(folder.resolve("assets"));
      ComposeFile compose = ComposeFile.read(Path.of("../docker-compose.yml"));
      for (String service : SERVICES) {
        for (int replica = 1; replica <= replicas.applyAsInt(service); replica++) {
          instances.add(new Instance(service, replica));
        }
      }
      for (Instance instance : instances) {
        Map<String, String> environment =
            new HashMap<>(compose.environment(instance.service, SECRETS));
        assertThat(environment.keySet())
            .contains("MONGODB_URI", "KAFKA_BOOTSTRAP_SERVERS", "PORT", "GALLEY_OTLP_ENDPOINT");
        // The account at the broker that compose starts; this one asks for none.
        environment.keySet().removeIf(name -> name.startsWith("SPRING_KAFKA_"));
        environment.put("MONGODB_URI", store);
        environment.put("KAFKA_BOOTSTRAP_SERVERS", broker);
        environment.putAll(more);
        instance.start(here(environment, instance));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same variables; addresses and folders are those of this machine. */
  private Map<String, String> here(Map<String, String> environment, Instance instance) {
    environment.put("PORT", Integer.toString(instance.address.getPort()));
    environment.computeIfPresent(
        "GALLEY_ASSETS", (name, path) -> folder.resolve("assets").toString());
    environment.computeIfPresent("GALLEY_IMAGES_CACHE", (name, path) -> instance.home + ".cache");
    environment.computeIfPresent("GALLEY_BOOTSTRAP_FILE", (name, path) -> ownerToken.toString());
    for (String other : SERVICES) {
      String variable = "GALLEY_" + other.replace('-', '_').toUpperCase(Locale.ROOT);
      environment.computeIfPresent(
          variable + "_URL", (name, url) -> of(other).get(0).address.toString());
    }
    return environment;
  }

  List<Instance> instances() {
    return instances;
  }

  List<Instance> of(String service) {
    return instances.stream().filter(instance -> instance.service.equals(service)).toList();
  }

  /** Of the first start; once a post-service is ready. */
  String ownerToken() {
    try {
      return Files.readString(ownerToken).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void awaitReady() {
    instances.forEach(Instance::awaitReady);
  }

  @Override
  public void close() {
    instances.forEach(Instance::close);
  }

  /** One process of a service, whose address stays when it is started again. */
  final class Instance implements AutoCloseable {

    private final String service;
    private final URI address = URI.create("http://127.0.0.1:" + FreePort.any());
    private final Path home;
    private Map<String, String> environment = Map.of();
    private JavaProcess process;

    private Instance(String service, int replica) {
      this.service = service;
      this.home = folder.resolve(service + "-" + replica);
    }

    private void start(Map<String, String> withEnvironment) {
      environment = withEnvironment;
      start();
    }

    /** Again, after it was killed or has ended. */
    void start() {
      process = JavaProcess.jar(ServiceJar.unpacked(service), home, environment);
    }

    /** SIGKILL. */
    void kill() {
      process.kill();
    }

    /** SIGTERM; the exit code. */
    int end() {
      return process.end();
    }

    /** As {@code kill} does. */
    void signal(String name) {
      process.signal(name);
    }

    String service() {
      return service;
    }

    URI address() {
      return address;
    }

    /** The folder that it was started in. */
    Path home() {
      return home;
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
      assertThat(process.isAlive()).as("%s: %s", home, process.output()).isTrue();
      return http.send(
          HttpRequest.newBuilder(address.resolve(path)).build(), BodyHandlers.ofString());
    }

    void awaitReady() {
      await("a ready " + home.getFileName())
          .atMost(PATIENCE)
          .pollDelay(Duration.ZERO)
          .ignoreExceptionsInstanceOf(IOException.class)
          .untilAsserted(
              () -> {
                HttpResponse<String> ready = get("/health/readiness");
                assertThat(ready.statusCode()).as("%s: %s", home, ready.body()).isEqualTo(200);
              });
    }

    @Override
    public void close() {
      if (process != null) {
        process.close();
      }
    }
  }
}
