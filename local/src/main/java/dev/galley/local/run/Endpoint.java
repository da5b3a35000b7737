package dev.galley.local.run;

/**
 * How a command on the same machine reaches the Galley that runs on a data folder. It is a secret:
 * whoever can read it may do everything.
 *
 * @param url the origin, without a trailing slash
 * @param pid the process
 * @param kafka the broker's address for Kafka clients
 * @param token an owner's access token, valid while the process runs
 */
public record Endpoint(String url, long pid, String kafka, String token) {

  /** Whether the process is still there; a crash leaves the file behind. */
  public boolean isAlive() {
    return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
  }

  @Override
  public String toString() {
    return "Endpoint[url=" + url + ", pid=" + pid + "]";
  }
}
