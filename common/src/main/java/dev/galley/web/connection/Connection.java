package dev.galley.web.connection;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection, and whether anybody waits for its client: for the rest of a request's head, for
 * the rest of its body, or until it takes what is written. What one thread writes here another one
 * reads a moment later at worst.
 */
final class Connection {

  private static final Logger log = LoggerFactory.getLogger(Connection.class);

  /** From a request's first byte, or the opening of a connection, to the end of its head. */
  private static final long HEAD_NANOS = Duration.ofSeconds(10).toNanos();

  /** That a thread waits for a body altogether, and more for each byte that came. */
  private static final long BODY_NANOS = Duration.ofSeconds(10).toNanos();

  private static final long BODY_BYTES_A_SECOND = 16 * 1024;
  private static final long BODY_NANOS_AT_MOST = Duration.ofMinutes(10).toNanos();

  /** For a body that nobody wants, so that its client reads the answer before it is cut off. */
  private static final long UNWANTED_NANOS = Duration.ofSeconds(1).toNanos();

  /** Until a client has taken what one write holds, 32 kB at most. */
  private static final long WRITE_NANOS = Duration.ofSeconds(10).toNanos();

  /** A client that takes less of an answer than this is slow, be each single wait short. */
  private static final long READER_BYTES_A_SECOND = 256 * 1024;

  private enum Phase {
    /** Between requests, or in a request's head. */
    HEAD,
    /** A request is with the application. */
    REQUEST,
    /** It has been answered; the rest of its body is of no use. */
    ANSWERED,
    /** It goes on without a thread, as streams of events do. */
    DETACHED
  }

  private final SocketChannel channel;
  private final Connections all;
  private final String client;

  private volatile Phase phase = Phase.HEAD;
  private volatile boolean givenUp;

  /** When the connection was opened or its last request ended. */
  private volatile long freeSince = System.nanoTime();

  /** 0 between requests. */
  private volatile long headSince = freeSince;

  /** 0 when nobody waits. */
  private volatile long bodySince;

  private volatile long waitedNanos;
  private volatile long bodyBytes;

  /** 0 when nobody waits. */
  private volatile long writeSince;

  private volatile long writeWaitedNanos;

  /** Of this answer since somebody first waited: what came before is with the kernel. */
  private volatile long readBytes;

  Connection(SocketChannel channel, String client, Connections all) {
    this.channel = channel;
    this.client = client;
    this.all = all;
  }

  String client() {
    return client;
  }

  /** The head of a request is complete. */
  void begun() {
    phase = Phase.REQUEST;
    headSince = 0;
    waitedNanos = 0;
    bodyBytes = 0;
    writeWaitedNanos = 0;
    readBytes = 0;
  }

  /** The request is answered, and what is left of its body is read away. */
  void answered() {
    phase = Phase.ANSWERED;
    waitedNanos = 0;
  }

  /** The request is answered and read to its end. */
  void ended() {
    phase = Phase.HEAD;
    freeSince = System.nanoTime();
  }

  /** The request goes on without its thread. */
  void detached() {
    phase = Phase.DETACHED;
  }

  /** The thread leaves the connection, with part of a head at most. */
  void left(boolean inHead) {
    if (bodySince != 0) {
      bodySince = 0;
      all.waitsNoMore(this);
    }
    if (phase == Phase.DETACHED) {
      return;
    }
    if (phase != Phase.HEAD) {
      ended();
    }
    if (inHead && headSince == 0) {
      headSince = System.nanoTime();
    }
  }

  /** The channel has been read. */
  void read(int bytes) {
    if (phase == Phase.REQUEST || phase == Phase.ANSWERED) {
      readBody(bytes);
      return;
    }
    if (phase == Phase.DETACHED) {
      ended();
    }
    if (bytes > 0 && headSince == 0) {
      headSince = System.nanoTime();
    }
  }

  private void readBody(int bytes) {
    if (bytes == 0) {
      if (bodySince == 0) {
        bodySince = System.nanoTime();
        all.waitsForBody(this);
      }
    } else if (bodySince != 0) {
      waitedNanos += System.nanoTime() - bodySince;
      bodySince = 0;
      all.waitsNoMore(this);
    }
    bodyBytes += Math.max(0, bytes);
  }

  /** The channel has been written. */
  void wrote(int bytes, boolean completely) {
    if (writeSince != 0 || writeWaitedNanos != 0) {
      readBytes += bytes;
    }
    if (!completely) {
      if (writeSince == 0) {
        writeSince = System.nanoTime();
        all.waitsForReader(this);
      }
    } else if (writeSince != 0) {
      writeWaitedNanos += System.nanoTime() - writeSince;
      writeSince = 0;
      all.waitsNoMore(this);
    }
  }

  /** Since when it could be closed without anybody's loss; 0 while it cannot. */
  long freeSince() {
    return phase == Phase.HEAD && !givenUp ? freeSince : 0;
  }

  /**
   * For how long threads have waited for the client in this request or answer; for a reader, beyond
   * what a quick one takes.
   */
  long waitingNanos(long now) {
    long body = bodySince;
    return body == 0 ? waitingForReaderNanos(now) : now - body + waitedNanos;
  }

  private long waitingForReaderNanos(long now) {
    long write = writeSince;
    return writeWaitedNanos
        + (write == 0 ? 0 : now - write)
        - readBytes * Duration.ofSeconds(1).toNanos() / READER_BYTES_A_SECOND;
  }

  boolean isOverdue(long now) {
    long head = headSince;
    long body = bodySince;
    long write = writeSince;
    return (head != 0 && now - head > HEAD_NANOS)
        || (body != 0 && now - body + waitedNanos > allowedNanos())
        || (write != 0 && now - write > WRITE_NANOS);
  }

  private long allowedNanos() {
    return phase == Phase.ANSWERED
        ? UNWANTED_NANOS
        : Math.min(
            BODY_NANOS_AT_MOST,
            BODY_NANOS + bodyBytes * Duration.ofSeconds(1).toNanos() / BODY_BYTES_A_SECOND);
  }

  boolean isGivenUp() {
    return givenUp;
  }

  /**
   * Ends the wait: whoever waits for a body may still answer, whoever waits for a reader may not.
   * The connection is closed by the thread that finds out.
   */
  void giveUp() {
    if (givenUp) {
      return;
    }
    givenUp = true;
    log.debug("A connection of {} is given up", client);
    try {
      if (writeSince != 0) {
        channel.shutdownOutput();
      }
      // Wakes the poller, and with it the thread: there is an end to be read.
      channel.shutdownInput();
    } catch (IOException | RuntimeException e) {
      log.debug("Already closed", e);
    }
  }
}
