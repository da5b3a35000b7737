package dev.galley.object;

import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * A server of S3 with two buckets: the one that the system property {@code galley.it.s3} gives the
 * address of, else with {@code -Pcontainers} MinIO, else Adobe's S3Mock as a process of its own.
 * Each ends with the JVM that started it at the latest.
 */
public final class S3Server implements AutoCloseable {

  public static final String ONE = "one";
  public static final String TWO = "two";

  private static final Pattern PORT =
      Pattern.compile("Tomcat started on ports.* (\\d+) \\(http\\)");
  private static final Duration START_LIMIT = Duration.ofMinutes(2);

  private static final String MINIO = "minio/minio:RELEASE.2025-04-22T22-12-26Z";
  private static final int MINIO_PORT = 9000;

  private static final String ACCESS_KEY =
      System.getProperty("galley.it.s3-access-key", "some-key");
  private static final String SECRET_KEY =
      System.getProperty("galley.it.s3-secret-key", "some-secret");

  private final Process process;
  private final String endpoint;

  private S3Server(Process process, String endpoint) {
    this.process = process;
    this.endpoint = endpoint;
  }

  /** Starts one that keeps its objects in a folder, which ends with this JVM as well. */
  public static S3Server start(Path folder) {
    try {
      Files.createDirectories(folder.resolve("objects"));
      Files.createDirectories(folder.resolve("tmp"));
      Process process = new ProcessBuilder(command(folder)).redirectErrorStream(true).start();
      Runtime.getRuntime().addShutdownHook(new Thread(() -> end(process, folder)));
      CompletableFuture<String> port = new CompletableFuture<>();
      Thread reader = new Thread(() -> read(process, port), "s3-server");
      reader.setDaemon(true);
      reader.start();
      await("the S3 server is ready").atMost(START_LIMIT).until(port::isDone);
      return new S3Server(process, "http://127.0.0.1:" + port.join());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Another one: where {@code galley.it.s3-second} says, else of its own, in a folder. */
  public static S3Server second(Path folder) {
    String given = System.getProperty("galley.it.s3-second");
    return given == null ? start(folder) : new S3Server(null, given);
  }

  private static void end(Process process, Path folder) {
    process.destroyForcibly().onExit().join();
    try {
      FileSystemUtils.deleteRecursively(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static S3Server minio() {
    GenericContainer<?> minio =
        new GenericContainer<>(MINIO)
            .withCommand("server", "/data")
            .withEnv("MINIO_ROOT_USER", ACCESS_KEY)
            .withEnv("MINIO_ROOT_PASSWORD", SECRET_KEY)
            .withExposedPorts(MINIO_PORT)
            .waitingFor(Wait.forHttp("/minio/health/ready").forPort(MINIO_PORT));
    minio.start();
    S3Server server =
        new S3Server(
            null, "http://%s:%d".formatted(minio.getHost(), minio.getMappedPort(MINIO_PORT)));
    try (S3Client s3 = client(server.place(ONE))) {
      Stream.of(ONE, TWO).forEach(bucket -> s3.createBucket(create -> create.bucket(bucket)));
    }
    return server;
  }

  private static List<String> command(Path folder) {
    return Stream.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Djava.io.tmpdir=" + folder.resolve("tmp"),
            "-jar",
            jar().toString(),
            "--server.port=0",
            "--com.adobe.testing.s3mock.httpPort=0",
            "--com.adobe.testing.s3mock.store.root=" + folder.resolve("objects"),
            "--com.adobe.testing.s3mock.store.retain-files-on-exit=true",
            "--com.adobe.testing.s3mock.store.initial-buckets=" + ONE + "," + TWO)
        .toList();
  }

  private static Path jar() {
    URL inside =
        Objects.requireNonNull(
            S3Server.class.getResource(
                "/BOOT-INF/classes/com/adobe/testing/s3mock/S3MockApplication.class"));
    String jar = inside.getPath().replaceFirst("!.*", "").replaceFirst("^file:", "");
    return Path.of(jar);
  }

  /** To the end: a process whose output nobody reads stops. */
  private static void read(Process process, CompletableFuture<String> port) {
    StringBuilder said = new StringBuilder();
    try (BufferedReader lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Matcher started = PORT.matcher(line);
        if (started.find()) {
          port.complete(started.group(1));
        } else if (!port.isDone()) {
          said.append(line).append('\n');
        }
      }
    } catch (IOException e) {
      said.append(e);
    }
    port.completeExceptionally(new IllegalStateException(said.toString()));
  }

  /** Where it is. */
  public String endpoint() {
    return endpoint;
  }

  /** A store in it that nobody else has. */
  public Place place(String bucket) {
    return place(bucket, UUID.randomUUID().toString());
  }

  public Place place(String bucket, String prefix) {
    return new Place(null, bucket, prefix, endpoint, null, ACCESS_KEY, SECRET_KEY, null);
  }

  /** Puts other bytes where an object is, as nothing of Galley would. */
  public static void overwrite(Place place, String sha256, byte[] bytes) {
    put(place, String.join("/", place.prefix(), ObjectKey.of(sha256)), bytes);
  }

  static void put(Place place, String key, byte[] bytes) {
    try (S3Client s3 = client(place)) {
      s3.putObject(put -> put.bucket(place.bucket()).key(key), RequestBody.fromBytes(bytes));
    }
  }

  private static S3Client client(Place place) {
    return S3Client.builder()
        .region(Region.US_EAST_1)
        .endpointOverride(URI.create(place.endpoint()))
        .forcePathStyle(true)
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(place.accessKey(), place.secretKey())))
        .build();
  }

  @Override
  public void close() {
    if (process == null) {
      return;
    }
    process.destroyForcibly();
    try {
      process.waitFor(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** One that all tests of a JVM share. */
  public static S3Server shared() {
    return Shared.SERVER;
  }

  private static final class Shared {

    private static final S3Server SERVER = server();

    private static S3Server server() {
      String given = System.getProperty("galley.it.s3");
      if (given != null) {
        return new S3Server(null, given);
      }
      return Boolean.getBoolean("galley.it.containers") ? minio() : start(folder());
    }

    private static Path folder() {
      try {
        return Files.createTempDirectory("galley-s3");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
