package dev.galley.web.connection;

import static dev.galley.web.connection.AttackedServer.statusOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Clients that never say all of what they want. A class of its own, to wait beside the others. */
@Timeout(300)
class SlowHeadsTests {

  @RegisterExtension final AttackedServer server = new AttackedServer();

  @Test
  void closesAHeadThatDoesNotEnd() throws Exception {
    Socket slow = server.send("127.0.0.1", "GET /page", "X: ");
    Socket silent = server.connect("127.0.0.1");

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
}
