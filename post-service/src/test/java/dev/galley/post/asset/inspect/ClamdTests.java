package dev.galley.post.asset.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.galley.post.asset.inspect.Scanner.ScannerAway;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClamdTests {

  /** What every scanner finds, and no harm is in (EICAR); in parts, so that none finds this. */
  private static final String EICAR =
      "X5O!P%@AP[4\\PZX54(P^)7CC)7}" + "$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*";

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir private Path folder;

  private Daemon daemon;

  @AfterEach
  void stop() throws IOException {
    if (daemon != null) {
      daemon.close();
    }
  }

  /** Answers one connection after the other as clamd does. */
  private static final class Daemon {

    private final ServerSocket socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    private final String otherwise;

    Daemon(String otherwise) throws IOException {
      this.otherwise = otherwise;
      Thread thread = new Thread(this::serve);
      thread.setDaemon(true);
      thread.start();
    }

    private void serve() {
      while (!socket.isClosed()) {
        try (Socket client = socket.accept()) {
          DataInputStream in = new DataInputStream(client.getInputStream());
          assertThat(new String(in.readNBytes(10), StandardCharsets.US_ASCII))
              .isEqualTo("zINSTREAM\0");
          ByteArrayOutputStream file = new ByteArrayOutputStream();
          for (int length = in.readInt(); length > 0; length = in.readInt()) {
            file.write(in.readNBytes(length));
          }
          boolean found = file.toString(StandardCharsets.ISO_8859_1).contains(EICAR);
          String answer = found ? "stream: Eicar-Test-Signature FOUND" : otherwise;
          client.getOutputStream().write((answer + "\0").getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
          // The test is over, or the client went.
          continue;
        }
      }
    }

    Clamd client() {
      return new Clamd("127.0.0.1", socket.getLocalPort(), PATIENCE);
    }

    void close() throws IOException {
      socket.close();
    }
  }

  private Path file(String content) throws IOException {
    return Files.writeString(folder.resolve("file"), content, StandardCharsets.ISO_8859_1);
  }

  @Test
  void letsPassWhatIsClean() throws IOException {
    daemon = new Daemon("stream: OK");
    Path file = file("x".repeat(200_000));

    assertThatCode(() -> daemon.client().refuseUnclean(file)).doesNotThrowAnyException();
  }

  @Test
  void refusesWhatIsFoundByItsName() throws IOException {
    daemon = new Daemon("stream: OK");
    Path file = file("x".repeat(100_000) + EICAR);

    assertThatThrownBy(() -> daemon.client().refuseUnclean(file))
        .isInstanceOf(RefusedAsset.class)
        .hasMessage("a scanner found Eicar-Test-Signature in it");
  }

  @Test
  void takesNothingElseForClean() throws IOException {
    daemon = new Daemon("INSTREAM size limit exceeded. ERROR");
    Path file = file("x");

    assertThatThrownBy(() -> daemon.client().refuseUnclean(file))
        .isInstanceOf(ScannerAway.class)
        .hasMessageContaining("size limit exceeded");
  }

  @Test
  void saysWhenNobodyAnswers() throws IOException {
    daemon = new Daemon("");
    Path file = file("x");
    Clamd client = daemon.client();
    assertThatThrownBy(() -> client.refuseUnclean(file)).isInstanceOf(ScannerAway.class);
    daemon.close();

    assertThatThrownBy(() -> client.refuseUnclean(file)).isInstanceOf(ScannerAway.class);
  }
}
