package dev.galley.web.connection;

import static dev.galley.web.connection.AttackedServer.statusOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Clients that take their time to read, or do not read at all. */
@Timeout(300)
class SlowReadersTests {

  @RegisterExtension final AttackedServer server = new AttackedServer();

  @Test
  void servesPagesWhileMoreReadersDoNotReadThanThereAreThreads() throws Exception {
    for (int i = 0; i < 300; i++) {
      server.send("127.0.0.2", "GET /large", "\r\n");
    }

    for (int i = 0; i < 20; i++) {
      assertThat(statusOf(server.send("127.0.0.1", "GET /page", "\r\n")))
          .isEqualTo("HTTP/1.1 200 ");
    }
  }

  @Test
  void sendsALargeAnswerToWhoeverReadsItSlowly() throws Exception {
    Socket slow = server.connect();
    slow.getOutputStream().write("GET /large HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    AtomicInteger bytes = new AtomicInteger();

    // 20 kB a second, for longer than a write may take.
    await()
        .atMost(Duration.ofMinutes(3))
        .pollInterval(Duration.ofMillis(200))
        .until(
            () -> bytes.addAndGet(slow.getInputStream().readNBytes(4_096).length) > 13 * 20 * 1024);

    bytes.addAndGet(slow.getInputStream().readAllBytes().length);
    assertThat(bytes).hasValueGreaterThan(AttackedServer.Pages.LARGE.length);
  }
}
