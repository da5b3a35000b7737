package dev.galley.post.database;

import com.mongodb.MongoException;
import com.mongodb.MongoSecurityException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Prepares the store at the start, or as soon as it answers: the service may be started before it.
 * Until then {@link ClosedWithoutStore} lets no request through, since a post that is written
 * before the unique indexes are there could take another one's address.
 */
final class PreparingStore implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(PreparingStore.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** Before everything that uses the store. */
  private static final int PHASE = -1000;

  private final List<Preparation> preparations;

  /** CannotCreateIndex, IndexOptionsConflict, IndexKeySpecsConflict, DuplicateKey. */
  private static final Set<Integer> INDEX_REFUSED = Set.of(67, 85, 86, 11000);

  private volatile @Nullable String waitingFor = "The store is not prepared yet";
  private @Nullable Thread worker;

  PreparingStore(List<Preparation> preparations) {
    this.preparations = List.copyOf(preparations);
  }

  /** Why requests are not let through yet; empty once they are. */
  Optional<String> waitingFor() {
    return Optional.ofNullable(waitingFor);
  }

  @Override
  public synchronized void start() {
    try {
      attempt();
    } catch (MongoException e) {
      refuseWhatStaysSo(e);
      waitingFor = reason(e);
      log.warn("The service waits for its store: {}", waitingFor);
      worker = new Thread(this::attemptUntilDone, "preparing-store");
      worker.setDaemon(true);
      worker.start();
    }
  }

  /**
   * Waiting is for a store that is away; what it holds, or cannot do, does not change by itself.
   */
  private static void refuseWhatStaysSo(MongoException failure) {
    if (INDEX_REFUSED.contains(failure.getCode())) {
      throw new IllegalStateException(
          "The store cannot make an index that keeps addresses, keys or tokens unique, so the"
              + " service does not start. Something in the database has two of what may be there"
              + " once, or another index has its name: "
              + failure.getMessage(),
          failure);
    }
  }

  private void attempt() {
    preparations.forEach(Preparation::prepare);
    waitingFor = null;
  }

  private void attemptUntilDone() {
    try {
      while (waitingFor != null) {
        Thread.sleep(PAUSE.toMillis());
        attemptAgain();
      }
      log.info("The store is prepared");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void attemptAgain() {
    try {
      attempt();
    } catch (RuntimeException e) {
      String reason = reason(e);
      if (!reason.equals(waitingFor)) {
        log.warn("The service waits for its store: {}", reason);
      }
      waitingFor = reason;
    }
  }

  /** In words; the driver's own run over many lines. */
  private static String reason(RuntimeException failure) {
    if (failure instanceof MongoTimeoutException || failure instanceof MongoSocketException) {
      return "The store does not answer";
    }
    return failure instanceof MongoSecurityException
        ? "The store refuses the account in MONGODB_URI"
        : Objects.requireNonNullElse(failure.getMessage(), failure.toString());
  }

  @Override
  public synchronized void stop() {
    if (worker != null) {
      worker.interrupt();
      worker = null;
    }
  }

  /** Also after the work is done: what was prepared stays so until the service stops. */
  @Override
  public synchronized boolean isRunning() {
    return worker != null || waitingFor == null;
  }

  @Override
  public int getPhase() {
    return PHASE;
  }
}
