package dev.galley.web.connection;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All connections of a connector, so that no client takes them, or the threads, from the others.
 *
 * <p>Whoever is slow has a deadline. Before that, who is first in the way goes first: a client with
 * all its connections loses the one that has been without a request for longest, and when too many
 * threads wait for clients, the client for which most of them wait loses the longest wait. Thus a
 * new request always gets through, even from the address of an attacker. Thread-safe.
 */
final class Connections {

  static final int MAX_OF_ONE_CLIENT = 500;
  static final int MAX = 2_000;

  /** Of {@link GuardedProtocol#MAX_THREADS}. */
  private static final int MAX_WAITING_FOR_BODIES = 100;

  private static final int MAX_WAITING_FOR_READERS = 80;
  static final int MAX_WAITING_FOR_READERS_OF_ONE_CLIENT = 40;

  /** A reader for whom threads wait for a shorter time is not slow. */
  static final long SLOW_NANOS = Duration.ofSeconds(1).toNanos();

  private static final long REMEMBERED_NANOS = Duration.ofSeconds(10).toNanos();

  private static final Duration LOOK = Duration.ofMillis(250);

  private final Map<String, Set<Connection>> byClient = new ConcurrentHashMap<>();
  private final Set<Connection> all = ConcurrentHashMap.newKeySet();
  private final Set<Connection> waitForBodies = ConcurrentHashMap.newKeySet();
  private final Set<Connection> waitForReaders = ConcurrentHashMap.newKeySet();

  /** By client, when it last lost one of its waits. */
  private final Map<String, Long> givenUpAt = new ConcurrentHashMap<>();

  private volatile List<AddressRange> proxies = List.of();
  private @Nullable ScheduledExecutorService clock;

  /** Through these come the connections of many clients; they have no share of their own. */
  void setProxies(List<AddressRange> proxies) {
    this.proxies = List.copyOf(proxies);
  }

  synchronized void start() {
    if (clock == null) {
      clock =
          Executors.newSingleThreadScheduledExecutor(
              task -> {
                Thread thread = new Thread(task, "slow-connections");
                thread.setDaemon(true);
                return thread;
              });
      clock.scheduleWithFixedDelay(
          this::giveUpOverdue, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  synchronized void stop() {
    if (clock != null) {
      clock.shutdownNow();
      clock = null;
    }
  }

  void giveUpOverdue() {
    long now = System.nanoTime();
    for (Connection connection : all) {
      if (connection.isOverdue(now)) {
        connection.giveUp();
      }
    }
    givenUpAt.values().removeIf(at -> now - at > REMEMBERED_NANOS);
    giveUpBeyond(MAX_WAITING_FOR_BODIES, waitForBodies, 0);
    giveUpReaders();
  }

  /**
   * Many downloads, of which each goes on just quickly enough, hold as many threads. A client has a
   * share of them, and all together have one.
   */
  private void giveUpReaders() {
    waitForReaders.stream()
        .filter(connection -> !connection.client().isEmpty())
        .collect(Collectors.groupingBy(Connection::client))
        .values()
        .forEach(own -> giveUpBeyond(MAX_WAITING_FOR_READERS_OF_ONE_CLIENT, own, SLOW_NANOS));
    giveUpBeyond(MAX_WAITING_FOR_READERS, waitForReaders, SLOW_NANOS);
  }

  private synchronized void giveUpBeyond(
      int most, Collection<Connection> waiting, long atLeastNanos) {
    long tooMany = waiting.stream().filter(connection -> !connection.isGivenUp()).count() - most;
    for (long i = 0; i < tooMany; i++) {
      long now = System.nanoTime();
      firstInTheWay(waiting, now)
          .filter(
              connection ->
                  connection.waitingNanos(now) >= (isKnown(connection) ? 0 : atLeastNanos))
          .ifPresent(
              connection -> {
                connection.giveUp();
                givenUpAt.put(connection.client(), now);
              });
    }
  }

  /** Who lost a connection a moment ago comes again with the next, and is slow again. */
  private boolean isKnown(Connection connection) {
    return !connection.client().isEmpty() && givenUpAt.containsKey(connection.client());
  }

  /**
   * Of the client for which most wait, who waits for longest. Short waits count as well: a client
   * that comes again whenever it is given up has no others.
   */
  private static Optional<Connection> firstInTheWay(Collection<Connection> waiting, long now) {
    Comparator<Connection> byWait =
        Comparator.comparingLong(connection -> connection.waitingNanos(now));
    return waiting.stream()
        .filter(connection -> !connection.isGivenUp())
        .collect(Collectors.groupingBy(Connection::client))
        .values()
        .stream()
        .max(
            Comparator.<List<Connection>>comparingInt(List::size)
                .thenComparing(of -> Collections.max(of, byWait), byWait))
        .map(of -> Collections.max(of, byWait));
  }

  /** A client has connected. */
  Connection opened(SocketChannel channel) {
    InetAddress address =
        channel.socket().getRemoteSocketAddress() instanceof InetSocketAddress from
            ? from.getAddress()
            : InetAddress.getLoopbackAddress();
    boolean shared = proxies.stream().anyMatch(range -> range.contains(address));
    String client = shared ? "" : AddressRange.ofOneClient(address.getHostAddress());
    Connection connection = new Connection(channel, client, this);
    all.add(connection);
    Set<Connection> own =
        byClient.compute(
            client,
            (key, before) -> {
              Set<Connection> set = before == null ? ConcurrentHashMap.newKeySet() : before;
              set.add(connection);
              return set;
            });
    if (!shared && own.size() > MAX_OF_ONE_CLIENT) {
      makeRoom(own, connection);
    } else if (all.size() > MAX) {
      makeRoom(ofTheLargestClient(), connection);
    }
    return connection;
  }

  private Set<Connection> ofTheLargestClient() {
    return byClient.entrySet().stream()
        .filter(entry -> !entry.getKey().isEmpty())
        .map(Map.Entry::getValue)
        .max(Comparator.comparingInt(Set::size))
        .orElse(Set.of());
  }

  private static void makeRoom(Set<Connection> of, Connection added) {
    of.stream()
        .filter(connection -> connection != added && connection.freeSince() != 0)
        .min(Comparator.comparingLong(Connection::freeSince))
        .orElse(added)
        .giveUp();
  }

  /** It is closed; may be said twice. */
  void closed(Connection connection) {
    all.remove(connection);
    waitsNoMore(connection);
    byClient.computeIfPresent(
        connection.client(),
        (client, own) -> {
          own.remove(connection);
          return own.isEmpty() ? null : own;
        });
  }

  void waitsForBody(Connection connection) {
    waitForBodies.add(connection);
    if (waitForBodies.size() > MAX_WAITING_FOR_BODIES) {
      // What is left of the threads is for requests that are complete.
      giveUpBeyond(MAX_WAITING_FOR_BODIES, waitForBodies, 0);
    }
  }

  void waitsForReader(Connection connection) {
    waitForReaders.add(connection);
    if (isKnown(connection)) {
      giveUpReaders();
    }
  }

  void waitsNoMore(Connection connection) {
    waitForBodies.remove(connection);
    waitForReaders.remove(connection);
  }
}
