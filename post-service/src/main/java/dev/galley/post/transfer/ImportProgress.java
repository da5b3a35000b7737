package dev.galley.post.transfer;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Counts an import's files and says each second how far it has come. Thread-safe. */
final class ImportProgress {

  private static final Duration APART = Duration.ofSeconds(1);

  private final Listener listener;
  private final Duration apart;
  private final AtomicInteger done = new AtomicInteger();
  private final AtomicLong saidAt = new AtomicLong(System.nanoTime());
  private volatile int files;

  ImportProgress(Listener listener) {
    this(listener, APART);
  }

  ImportProgress(Listener listener, Duration apart) {
    this.listener = listener;
    this.apart = apart;
  }

  /** Hears how many files are done, of how many. */
  interface Listener {
    void at(int done, int files);
  }

  /** For an import that nobody watches. */
  static ImportProgress unseen() {
    return new ImportProgress((done, files) -> {});
  }

  void of(int all) {
    files = all;
  }

  void done(int more) {
    int now = done.addAndGet(more);
    long said = saidAt.get();
    long at = System.nanoTime();
    if (at - said >= apart.toNanos() && saidAt.compareAndSet(said, at)) {
      listener.at(now, files);
    }
  }
}
