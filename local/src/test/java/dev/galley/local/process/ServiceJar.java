package dev.galley.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The jar of a service as its image has it: unpacked, from which it starts in half of the time. */
final class ServiceJar {

  private ServiceJar() {}

  /** Unpacks it, unless that was done in the folder before. */
  static Path unpacked(String service, Path folder) {
    Path built = built(service);
    Path jar = folder.resolve("jars").resolve(service).resolve(built.getFileName());
    if (!Files.exists(jar)) {
      unpack(built, jar.getParent());
    }
    return jar;
  }

  private static void unpack(Path built, Path destination) {
    try {
      Process unpacking =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Djarmode=tools",
                  "-jar",
                  built.toString(),
                  "extract",
                  "--destination",
                  destination.toString())
              .inheritIO()
              .start();
      if (unpacking.onExit().join().exitValue() != 0) {
        throw new IllegalStateException(built + " cannot be unpacked");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path built(String service) {
    try (Stream<Path> built = Files.list(Path.of("..", service, "target"))) {
      return built
          .filter(path -> path.getFileName().toString().matches(service + "-.*-exec\\.jar"))
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("Build " + service + " first"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
