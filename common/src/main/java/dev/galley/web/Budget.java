package dev.galley.web;

import dev.galley.web.connection.AddressRange;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;

/**
 * The part of the heap that bodies and answers of all requests together may have: each of them has
 * a limit of its own, but a few hundred at once would still fill the heap. What goes beyond is
 * refused at once, and no client gets more than half. Thread-safe.
 */
public final class Budget {

  private static final int PART = 6;

  /** What is more than needed is given only while three quarters are left for what is. */
  private static final int SPARE_PART = 4;

  /** The services of the local mode share one heap, and so one budget. */
  private static final Budget OF_THIS_PROCESS =
      new Budget(Runtime.getRuntime().maxMemory() / Budget.PART);

  /** There is no room now; a moment later there may be. */
  public static final class Exhausted extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Exhausted() {
      super("Too much is in memory for others");
    }

    /** 503, for an answer with {@code Retry-After}. */
    public ProblemDetail problem() {
      return Problems.of(
          HttpStatus.SERVICE_UNAVAILABLE,
          "busy",
          "Too much is being read and written at once",
          "Nothing was changed. Try again in a moment.");
    }
  }

  private final long most;
  private final AtomicLong all = new AtomicLong();
  private final Map<String, Long> byClient = new ConcurrentHashMap<>();

  Budget(long mostBytes) {
    this.most = mostBytes;
  }

  /** A sixth of the heap. */
  public static Budget ofThisProcess() {
    return OF_THIS_PROCESS;
  }

  /** What one request takes, nothing at first. */
  public Share share(HttpServletRequest request) {
    return new Share(AddressRange.ofOneClient(request.getRemoteAddr()));
  }

  /** To be closed when the bytes are garbage. For one thread at a time. */
  public final class Share implements AutoCloseable {

    private final String client;
    private long taken;

    Share(String client) {
      this.client = client;
    }

    /** Whose share it is, for what else is shared out by client. */
    public String client() {
      return client;
    }

    /**
     * Takes more.
     *
     * @param bytes of heap, about
     * @throws Exhausted when there is not as much; what was taken before stays taken
     */
    public void take(long bytes) {
      if (all.addAndGet(bytes) > most) {
        all.addAndGet(-bytes);
        throw new Exhausted();
      }
      taken += bytes;
      if (byClient.merge(client, bytes, Long::sum) > most / 2) {
        giveBack(bytes);
        throw new Exhausted();
      }
    }

    /**
     * Takes more while there is plenty, for what could also be done with less.
     *
     * @return false when nothing was taken
     */
    public boolean takeSpare(long bytes) {
      if (all.get() + bytes > most / SPARE_PART
          || byClient.getOrDefault(client, 0L) + bytes > most / 2 / SPARE_PART) {
        return false;
      }
      take(bytes);
      return true;
    }

    /** Gives some of it back. */
    public void giveBack(long bytes) {
      taken -= bytes;
      all.addAndGet(-bytes);
      byClient.computeIfPresent(
          client, (key, sum) -> sum == bytes ? null : Long.valueOf(sum - bytes));
    }

    /** Gives all of it back; more may be taken afterwards. */
    @Override
    public void close() {
      if (taken > 0) {
        giveBack(taken);
      }
    }
  }
}
