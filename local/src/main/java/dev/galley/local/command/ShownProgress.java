package dev.galley.local.command;

import dev.galley.local.backup.Progress;
import java.time.Duration;

/** Says every other second how far something long has come. */
final class ShownProgress implements Progress {

  private static final Duration APART = Duration.ofSeconds(2);

  private final String what;
  private long saidAt = System.nanoTime();

  ShownProgress(String what) {
    this.what = what;
  }

  @Override
  public void at(long bytes, long all) {
    if (System.nanoTime() - saidAt > APART.toNanos()) {
      saidAt = System.nanoTime();
      System.out.printf("%s: %d of %d MB%n", what, bytes >> 20, all >> 20);
    }
  }
}
