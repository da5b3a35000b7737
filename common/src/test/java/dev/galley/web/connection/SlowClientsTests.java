package dev.galley.web.connection;

import static dev.galley.web.connection.AttackedServer.answerOf;
import static dev.galley.web.connection.AttackedServer.statusOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Attacks over real sockets; each is more than the threads or connections that there are. */
@Timeout(300)
class SlowClientsTests {

  @RegisterExtension final AttackedServer server = new AttackedServer();

  @Test
  void servesPagesWhileMoreBodiesTrickleInThanThereAreThreads() throws Exception {
    List<Socket> slow = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      slow.add(
          server.send("127.0.0." + (2 + i % 2), "POST /body", "Content-Length: 100000\r\n\r\n."));
    }

    for (int i = 0; i < 20; i++) {
      assertThat(statusOf(server.send("127.0.0.2", "GET /page", "\r\n")))
          .isEqualTo("HTTP/1.1 200 ");
    }
    assertThat(statusOf(server.send("127.0.0.1", "POST /body", "Content-Length: 1\r\n\r\n.")))
        .isEqualTo("HTTP/1.1 200 ");
    for (Socket socket : slow) {
      assertThat(statusOf(socket)).isIn("HTTP/1.1 408 ", "closed");
    }
  }

  @Test
  void servesPagesWhileOneAddressOpensMoreConnectionsThanThereMayBe() throws Exception {
    for (int i = 0; i < 2_100; i++) {
      server.send("127.0.0.1", "GET /page", "X: ");
    }

    for (int i = 0; i < 20; i++) {
      assertThat(statusOf(server.send("127.0.0.1", "GET /page", "\r\n")))
          .isEqualTo("HTTP/1.1 200 ");
      assertThat(statusOf(server.send("127.0.0.2", "GET /page", "\r\n")))
          .isEqualTo("HTTP/1.1 200 ");
    }
  }

  @Test
  void connectsAWholeAttackBeforeTheFirstIsAccepted() throws Exception {
    server.pause();

    for (int i = 0; i < 2_100; i++) {
      server.connect("127.0.0.1");
    }

    assertThat(server.sockets()).hasSize(2_100).allMatch(Socket::isConnected);
  }

  @Test
  void refusesWithoutWaitingForTheBody() throws Exception {
    Socket refused = server.send("127.0.0.1", "POST /refused", "Content-Length: 1000000\r\n\r\n.");

    assertThat(answerOf(refused)).startsWith("HTTP/1.1 401 ");
    assertThat(statusOf(refused)).isEqualTo("closed");
  }

  @Test
  void keepsAConnectionWhoseRefusedBodyIsThere() throws Exception {
    Socket kept = server.send("127.0.0.1", "POST /refused", "Content-Length: 70000\r\n\r\n");
    kept.getOutputStream().write(new byte[70_000]);
    assertThat(answerOf(kept)).startsWith("HTTP/1.1 401 ");

    kept.getOutputStream()
        .write("GET /page HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

    assertThat(answerOf(kept)).startsWith("HTTP/1.1 200 ");
  }
}
