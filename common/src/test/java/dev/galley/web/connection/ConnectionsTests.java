package dev.galley.web.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who goes first when too many are in the way. */
class ConnectionsTests {

  @Test
  void keepsTheBodyOfAClientThatIsNotInTheWay() throws Exception {
    Connections connections = new Connections();
    List<Connection> most = waitForBodies(connections, "192.0.2.1", 200);

    Connection other = waitForBodies(connections, "192.0.2.2", 1).get(0);

    assertThat(other.isGivenUp()).isFalse();
    assertThat(most).filteredOn(Connection::isGivenUp).hasSize(101);
  }

  @Test
  void keepsTheReaderThatWaitsForLongestIfAnotherClientHasMore() throws Exception {
    Connections connections = new Connections();
    Connection other = waitForReaders(connections, "192.0.2.2", 1).get(0);
    await().until(() -> isSlow(other));
    List<Connection> most = waitForReaders(connections, "192.0.2.1", 100);

    connections.giveUpOverdue();
    assertThat(other.isGivenUp()).isFalse();

    await().until(() -> most.stream().allMatch(ConnectionsTests::isSlow));
    connections.giveUpOverdue();
    assertThat(other.isGivenUp()).isFalse();
    assertThat(most)
        .filteredOn(Connection::isGivenUp)
        .hasSize(100 - Connections.MAX_WAITING_FOR_READERS_OF_ONE_CLIENT);
  }

  @Test
  void endsReadersBeyondAClientsShareHoweverShortEachWait() throws Exception {
    Connections connections = new Connections();
    List<Connection> trickling = waitForReaders(connections, "192.0.2.1", 50);
    List<Connection> quick = waitForReaders(connections, "192.0.2.2", 50);
    List<Connection> few = waitForReaders(connections, "192.0.2.3", 5);
    await()
        .until(
            () ->
                Stream.of(trickling, quick, few)
                    .flatMap(List::stream)
                    .allMatch(ConnectionsTests::isSlow));

    takeAndWait(trickling, 1);
    takeAndWait(quick, 8 * 1024 * 1024);
    takeAndWait(few, 1);
    connections.giveUpOverdue();

    assertThat(trickling)
        .filteredOn(Connection::isGivenUp)
        .hasSize(50 - Connections.MAX_WAITING_FOR_READERS_OF_ONE_CLIENT);
    assertThat(quick).noneMatch(Connection::isGivenUp);
    assertThat(few).noneMatch(Connection::isGivenUp);

    List<Connection> again = waitForReaders(connections, "192.0.2.1", 60);
    assertThat(trickling).allMatch(Connection::isGivenUp);
    assertThat(again)
        .as("it has no second to be slow any more")
        .filteredOn(Connection::isGivenUp)
        .hasSize(60 - Connections.MAX_WAITING_FOR_READERS_OF_ONE_CLIENT);
    assertThat(waitForReaders(connections, "192.0.2.2", 3)).noneMatch(Connection::isGivenUp);
  }

  /** The end of one wait, and the beginning of the next. */
  private static void takeAndWait(List<Connection> readers, int bytes) {
    for (Connection reader : readers) {
      reader.wrote(bytes, true);
      reader.wrote(0, false);
    }
  }

  private static boolean isSlow(Connection connection) {
    return connection.waitingNanos(System.nanoTime()) > Connections.SLOW_NANOS;
  }

  private static List<Connection> waitForBodies(Connections all, String client, int count)
      throws IOException {
    return connections(all, client, count, connection -> connection.read(0));
  }

  private static List<Connection> waitForReaders(Connections all, String client, int count)
      throws IOException {
    return connections(all, client, count, connection -> connection.wrote(0, false));
  }

  /** Each at a request, on a channel that leads nowhere. */
  private static List<Connection> connections(
      Connections all, String client, int count, Consumer<Connection> waits) throws IOException {
    List<Connection> connections = new ArrayList<>();
    try (SocketChannel nowhere = SocketChannel.open()) {
      for (int i = 0; i < count; i++) {
        Connection connection = new Connection(nowhere, client, all);
        connection.begun();
        waits.accept(connection);
        connections.add(connection);
      }
    }
    return connections;
  }
}
