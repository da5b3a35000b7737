package dev.galley.local.store;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A store in a JVM of its own, to be killed. */
final class StoreProcess implements AutoCloseable {

  /** The exit code after a failed write. */
  static final int FAILED = 3;

  private final Process process;
  private final String uri;

  private StoreProcess(Process process, String uri) {
    this.process = process;
    this.uri = uri;
  }

  /** The child's own main method. */
  public static void main(String[] args) throws Exception {
    EmbeddedStore store =
        EmbeddedStore.open(Path.of(args[0]), failure -> Runtime.getRuntime().halt(FAILED));
    System.out.println(store.uri());
    Thread.currentThread().join();
  }

  static StoreProcess start(Path folder) throws IOException {
    return start(folder, "unlimited");
  }

  /**
   * Starts a store that cannot make a file longer than some blocks, as on a full disk.
   *
   * @param blocks of 512 or 1024 bytes, as the shell counts
   */
  static StoreProcess start(Path folder, String blocks) throws IOException {
    Process process =
        new ProcessBuilder(
                "sh",
                "-c",
                "ulimit -f " + blocks + "; exec \"$@\"",
                "sh",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-cp",
                System.getProperty("java.class.path"),
                StoreProcess.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String uri =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))
            .readLine();
    return new StoreProcess(process, uri);
  }

  int awaitExit() {
    return process.onExit().join().exitValue();
  }

  String uri() {
    return uri;
  }

  /** SIGKILL: nothing of the process runs any more. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  @Override
  public void close() {
    kill();
  }
}
