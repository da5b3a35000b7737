package dev.galley.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A JVM that ends with the test, with no other environment than what it is given. */
final class JavaProcess implements AutoCloseable {

  private final Process process;
  private final Path log;

  private JavaProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** Runs an executable jar in a folder of its own. */
  static JavaProcess jar(Path jar, Path folder, Map<String, String> environment) {
    return start(List.of("-jar", jar.toAbsolutePath().toString()), folder, environment);
  }

  /** Runs a class of the tests. */
  static JavaProcess main(Class<?> main, Path folder, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add("-cp");
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add(main.getName());
    command.addAll(List.of(arguments));
    return start(command, folder, Map.of());
  }

  private static JavaProcess start(
      List<String> arguments, Path folder, Map<String, String> environment) {
    // What a killed process leaves goes with the test's folder.
    Path temporary = folder.resolveSibling(folder.getFileName() + ".tmp");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Djava.io.tmpdir=" + temporary.toAbsolutePath());
    command.addAll(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(arguments);
    try {
      Files.createDirectories(folder);
      Files.createDirectories(temporary);
      Path log = folder.resolveSibling(folder.getFileName() + ".log");
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
      builder.environment().clear();
      builder.environment().putAll(environment);
      return new JavaProcess(builder.start(), log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for the address that a line of the output names. */
  String address() {
    return Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .until(this::named, address -> address.isPresent() || !isAlive())
        .orElseThrow(() -> new IllegalStateException("It has ended: " + output()));
  }

  private Optional<String> named() {
    return output()
        .lines()
        .filter(line -> line.startsWith("listening on "))
        .map(line -> line.substring("listening on ".length()))
        .findFirst();
  }

  /** Sends a signal by its name, such as {@code STOP}. */
  void signal(String name) {
    try {
      new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** SIGKILL: nothing in the process gets to run any more. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** SIGTERM; the exit code. What it has begun has to be done within half a minute. */
  int end() {
    process.destroy();
    return process.onExit().orTimeout(30, TimeUnit.SECONDS).join().exitValue();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  String output() {
    try {
      return Files.readString(log, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Nobody looks at how it ends. */
  @Override
  public void close() {
    kill();
  }
}
