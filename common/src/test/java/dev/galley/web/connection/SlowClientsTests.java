package dev.galley.web.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Attacks over real sockets; each is more than the threads or connections that there are. */
@Timeout(60)
class SlowClientsTests {

  private static final int PATIENCE_MILLIS = 20_000;

  @TempDir Path work;
  private final Tomcat tomcat = new Tomcat();
  private final Connector connector = new Connector(new GuardedProtocol());
  private final List<Socket> sockets = new ArrayList<>();

  @BeforeEach
  void start() throws Exception {
    tomcat.setBaseDir(work.toString());
    connector.setPort(0);
    connector.setProperty("address", "127.0.0.1");
    tomcat.setConnector(connector);
    tomcat.getEngine().getPipeline().addValve(new ConnectionValve());
    Context context = tomcat.addContext("", null);
    Tomcat.addServlet(context, "all", new Pages());
    context.addServletMapping("/", "all");
    tomcat.start();
  }

  @AfterEach
  void stop() throws Exception {
    for (Socket socket : sockets) {
      socket.close();
    }
    tomcat.stop();
    tomcat.destroy();
  }

  @Test
  void servesPagesWhileMoreBodiesTrickleInThanThereAreThreads() throws Exception {
    List<Socket> slow = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      slow.add(send("127.0.0." + (2 + i % 2), "POST /body", "Content-Length: 100000\r\n\r\n."));
    }

    for (int i = 0; i < 20; i++) {
      assertThat(statusOf(send("127.0.0.2", "GET /page", "\r\n"))).isEqualTo("HTTP/1.1 200 ");
    }
    assertThat(statusOf(send("127.0.0.1", "POST /body", "Content-Length: 1\r\n\r\n.")))
        .isEqualTo("HTTP/1.1 200 ");
    for (Socket socket : slow) {
      assertThat(statusOf(socket)).isIn("HTTP/1.1 408 ", "closed");
    }
  }

  @Test
  void servesPagesWhileOneAddressOpensMoreConnectionsThanThereMayBe() throws Exception {
    for (int i = 0; i < 2_100; i++) {
      send("127.0.0.1", "GET /page", "X: ");
    }

    for (int i = 0; i < 20; i++) {
      assertThat(statusOf(send("127.0.0.1", "GET /page", "\r\n"))).isEqualTo("HTTP/1.1 200 ");
      assertThat(statusOf(send("127.0.0.2", "GET /page", "\r\n"))).isEqualTo("HTTP/1.1 200 ");
    }
  }

  @Test
  void connectsAWholeAttackBeforeTheFirstIsAccepted() throws Exception {
    connector.pause();

    for (int i = 0; i < 2_100; i++) {
      connect("127.0.0.1");
    }

    assertThat(sockets).hasSize(2_100).allMatch(Socket::isConnected);
  }

  @Test
  void closesAHeadThatDoesNotEnd() throws Exception {
    Socket slow = send("127.0.0.1", "GET /page", "X: ");
    Socket silent = connect("127.0.0.1");

    // A byte now and then, for which Tomcat alone would wait for ever.
    await().until(() -> !takes(slow));

    assertThat(statusOf(slow)).isEqualTo("closed");
    assertThat(statusOf(silent)).isEqualTo("closed");
  }

  private static boolean takes(Socket socket) {
    try {
      socket.getOutputStream().write('.');
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void servesPagesWhileMoreReadersDoNotReadThanThereAreThreads() throws Exception {
    for (int i = 0; i < 300; i++) {
      send("127.0.0.2", "GET /large", "\r\n");
    }

    for (int i = 0; i < 20; i++) {
      assertThat(statusOf(send("127.0.0.1", "GET /page", "\r\n"))).isEqualTo("HTTP/1.1 200 ");
    }
  }

  @Test
  void sendsALargeAnswerToWhoeverReadsItSlowly() throws Exception {
    Socket slow = new Socket("127.0.0.1", connector.getLocalPort());
    sockets.add(slow);
    slow.setSoTimeout(PATIENCE_MILLIS);
    slow.getOutputStream().write("GET /large HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    AtomicInteger bytes = new AtomicInteger();

    // 20 kB a second, for longer than a write may take.
    await()
        .atMost(Duration.ofSeconds(40))
        .pollInterval(Duration.ofMillis(200))
        .until(
            () -> bytes.addAndGet(slow.getInputStream().readNBytes(4_096).length) > 13 * 20 * 1024);

    bytes.addAndGet(slow.getInputStream().readAllBytes().length);
    assertThat(bytes).hasValueGreaterThan(Pages.LARGE.length);
  }

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

    await().until(() -> most.stream().allMatch(SlowClientsTests::isSlow));
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
                    .allMatch(SlowClientsTests::isSlow));

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

  @Test
  void refusesWithoutWaitingForTheBody() throws Exception {
    Socket refused = send("127.0.0.1", "POST /refused", "Content-Length: 1000000\r\n\r\n.");

    assertThat(answerOf(refused)).startsWith("HTTP/1.1 401 ");
    assertThat(statusOf(refused)).isEqualTo("closed");
  }

  @Test
  void keepsAConnectionWhoseRefusedBodyIsThere() throws Exception {
    Socket kept = send("127.0.0.1", "POST /refused", "Content-Length: 70000\r\n\r\n");
    kept.getOutputStream().write(new byte[70_000]);
    assertThat(answerOf(kept)).startsWith("HTTP/1.1 401 ");

    kept.getOutputStream()
        .write("GET /page HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

    assertThat(answerOf(kept)).startsWith("HTTP/1.1 200 ");
  }

  private Socket connect(String from) throws IOException {
    Socket socket = new Socket();
    sockets.add(socket);
    socket.setReceiveBufferSize(4096);
    socket.bind(new InetSocketAddress(from, 0));
    socket.connect(new InetSocketAddress("127.0.0.1", connector.getLocalPort()), PATIENCE_MILLIS);
    return socket;
  }

  private Socket send(String from, String method, String rest) throws IOException {
    Socket socket = connect(from);
    String request = method + " HTTP/1.1\r\nHost: x\r\n" + rest;
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private static String statusOf(Socket socket) throws IOException {
    socket.setSoTimeout(PATIENCE_MILLIS);
    try {
      String line =
          new BufferedReader(
                  new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
              .readLine();
      return line == null ? "closed" : line;
    } catch (SocketException e) {
      return "closed";
    }
  }

  /** An answer without a body. */
  private static String answerOf(Socket socket) throws IOException {
    socket.setSoTimeout(PATIENCE_MILLIS);
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = socket.getInputStream().read();
      assertThat(next).isNotEqualTo(-1);
      head.append((char) next);
    }
    return head.toString();
  }

  private static final class Pages extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final byte[] LARGE = new byte[8 * 1024 * 1024];

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      switch (request.getRequestURI()) {
        case "/body" -> read(request);
        case "/large" -> response.getOutputStream().write(LARGE);
        case "/refused" -> response.setStatus(401);
        default -> response.setStatus(200);
      }
    }

    /** As the framework does: what it caught decides nothing. */
    private static void read(HttpServletRequest request) {
      try {
        request.getInputStream().readAllBytes();
      } catch (IOException e) {
        // Tomcat has set the status.
      }
    }
  }
}
