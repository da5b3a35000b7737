package dev.galley.local.system;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import org.springframework.util.FileSystemUtils;

/**
 * The packaged jar as {@code ./galley} installs it: unpacked, with the archive of its classes that
 * a rehearsal leaves. It is made once a build, by whichever test needs it first; the others, also
 * those in other JVMs, wait and find it.
 */
final class Installation {

  private static final Path TARGET = Path.of(System.getProperty("galley.target", "target"));
  private static final Path FOLDER = TARGET.resolve("installation");
  private static final Path ARCHIVE = FOLDER.resolve("classes.jsa");
  private static final Path STAMP = FOLDER.resolve("made-of");

  /** As the launcher has them. */
  private static final List<String> OPTIONS =
      List.of(
          "-Xmx512m",
          "-XX:TieredStopAtLevel=1",
          "-XX:ReservedCodeCacheSize=160m",
          "-XX:+UseSerialGC",
          "-XX:+ExitOnOutOfMemoryError");

  private static boolean made;

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

  private static synchronized void make() {
    if (made) {
      return;
    }
    try {
      Path packaged = packaged();
      try (FileChannel held =
          FileChannel.open(
              TARGET.resolve("installation.lock"),
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE)) {
        // Given up when the channel is closed.
        held.lock();
        String stamp = checksum(packaged) + " " + System.getProperty("java.vm.version");
        if (!Files.exists(STAMP) || !read(STAMP).equals(stamp)) {
          FileSystemUtils.deleteRecursively(FOLDER);
          make(packaged);
          Files.writeString(STAMP, stamp);
        }
      }
      made = true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The time of a packaged jar says nothing: it is the same for every build. */
  private static long checksum(Path packaged) throws IOException {
    CRC32C checksum = new CRC32C();
    try (InputStream in = new CheckedInputStream(Files.newInputStream(packaged), checksum)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return checksum.getValue();
  }

  private static void make(Path packaged) throws IOException {
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

  private static Path packaged() throws IOException {
    try (Stream<Path> files = Files.list(TARGET)) {
      List<Path> jars = files.filter(file -> file.toString().endsWith("-exec.jar")).toList();
      if (jars.size() != 1) {
        throw new IllegalStateException("Expected one packaged jar in " + TARGET + ": " + jars);
      }
      return jars.get(0);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
