package dev.galley.process;

import dev.galley.local.system.OncePerBuild;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The jar of a service as its image has it: unpacked, from which it starts in half of the time. */
final class ServiceJar {

  private ServiceJar() {}

  static Path unpacked(String service) {
    Path folder = Path.of("target", "services", service);
    Path jar = folder.resolve(service + ".jar");
    OncePerBuild.make(
        folder,
        Path.of("..", service, "target"),
        packaged -> {
          unpack(packaged, folder);
          Files.move(folder.resolve(packaged.getFileName()), jar);
        });
    return jar;
  }

  private static void unpack(Path packaged, Path destination) throws IOException {
    Process unpacking =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djarmode=tools",
                "-jar",
                packaged.toString(),
                "extract",
                "--destination",
                destination.toString())
            .inheritIO()
            .start();
    if (unpacking.onExit().join().exitValue() != 0) {
      throw new IllegalStateException(packaged + " cannot be unpacked");
    }
  }
}
