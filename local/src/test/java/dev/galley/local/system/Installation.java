package dev.galley.local.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The packaged jar as {@code ./galley} installs it: unpacked, with the archive of its classes that
 * a rehearsal leaves; made {@linkplain OncePerBuild once}.
 */
final class Installation {

  private static final Path TARGET = Path.of(System.getProperty("galley.target", "target"));
  private static final Path FOLDER = TARGET.resolve("installation");
  private static final Path ARCHIVE = FOLDER.resolve("classes.jsa");

  /** As the launcher has them. */
  private static final List<String> OPTIONS =
      List.of(
          "-Xmx512m",
          "-XX:TieredStopAtLevel=1",
          "-XX:ReservedCodeCacheSize=160m",
          "-XX:+UseSerialGC",
          "-XX:+ExitOnOutOfMemoryError");

  private Installation() {}

  /**
   * A command line of Galley, with the launcher's options for Java.
   *
   * @param temporary where it makes its temporary files
   */
  static List<String> command(Path temporary, String... arguments) {
    make();
    List<String> command =
        java(
            List.of(
                "-XX:SharedArchiveFile=" + ARCHIVE,
                "-Xshare:auto",
                "-Xlog:cds*=off",
                "-Djava.io.tmpdir=" + temporary.toAbsolutePath()));
    command.addAll(List.of("-jar", jar().toString()));
    command.addAll(List.of(arguments));
    return command;
  }

  /** What the rehearsal printed. */
  static String rehearsal() {
    make();
    return read(FOLDER.resolve("rehearsal.log"));
  }

  static Path archive() {
    make();
    return ARCHIVE;
  }

  /** The folder that the rehearsal had for temporary files. */
  static Path temporary() {
    make();
    return FOLDER.resolve("tmp");
  }

  private static void make() {
    OncePerBuild.make(FOLDER, TARGET, Installation::unpackAndRehearse);
  }

  private static void unpackAndRehearse(Path packaged) throws IOException {
    Files.createDirectories(FOLDER.resolve("tmp"));
    List<String> extract = java(List.of("-Djarmode=tools"));
    extract.addAll(List.of("-jar", packaged.toString(), "extract", "--destination"));
    extract.add(FOLDER.resolve("unpacked").toString());
    run(extract, "unpacking.log");
    Files.move(FOLDER.resolve("unpacked").resolve(packaged.getFileName()), jar());

    List<String> rehearse =
        java(
            List.of(
                "-XX:ArchiveClassesAtExit=" + ARCHIVE,
                "-Xlog:cds=off",
                "-Djava.io.tmpdir=" + FOLDER.resolve("tmp").toAbsolutePath()));
    rehearse.addAll(List.of("-jar", jar().toString(), "rehearse"));
    run(rehearse, "rehearsal.log");
  }

  private static void run(List<String> command, String log) throws IOException {
    Path output = FOLDER.resolve(log);
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      if (!process.waitFor(180, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IllegalStateException("It failed: " + command + "\n" + read(output));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } finally {
      process.destroyForcibly();
    }
  }

  private static List<String> java(List<String> more) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(OPTIONS);
    command.addAll(more);
    return command;
  }

  private static Path jar() {
    return FOLDER.resolve("unpacked").resolve("galley.jar");
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
