package dev.galley.post.asset.inspect;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * ClamAV's daemon, asked by its command {@code INSTREAM} (clamd(8)): the file in chunks with their
 * lengths before them, one of no bytes at the end; the answer is one line that ends with a zero.
 * Thread-safe, a connection a file.
 *
 * <p>It does not protect against what ClamAV does not know.
 */
public final class Clamd implements Scanner {

  private static final int CHUNK_BYTES = 64 * 1024;
  private static final int MAX_ANSWER_BYTES = 1024;
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

  private static final Pattern FOUND = Pattern.compile("stream: (.+) FOUND");
  private static final String CLEAN = "stream: OK";

  private final String host;
  private final int port;
  private final Duration timeout;

  /**
   * @param timeout for its answer, once it has the whole file
   */
  public Clamd(String host, int port, Duration timeout) {
    this.host = host;
    this.port = port;
    this.timeout = timeout;
  }

  @Override
  public void refuseUnclean(Path file) throws IOException {
    String answer = answer(file);
    Matcher found = FOUND.matcher(answer);
    if (found.matches()) {
      throw new RefusedAsset("a scanner found " + found.group(1) + " in it");
    }
    if (!answer.equals(CLEAN)) {
      // Such as that the file is larger than the scanner takes.
      throw new ScannerAway("The scanner does not say whether the file is clean: " + answer);
    }
  }

  private String answer(Path file) throws IOException {
    try (Socket socket = new Socket();
        InputStream content = Files.newInputStream(file)) {
      socket.connect(
          new InetSocketAddress(host, port), Math.toIntExact(CONNECT_TIMEOUT.toMillis()));
      socket.setSoTimeout(Math.toIntExact(timeout.toMillis()));
      send(content, new DataOutputStream(socket.getOutputStream()));
      byte[] answer = socket.getInputStream().readNBytes(MAX_ANSWER_BYTES);
      return new String(answer, StandardCharsets.UTF_8).replaceAll("\\p{Cntrl}", "").strip();
    } catch (IOException e) {
      throw new ScannerAway("The scanner does not answer: " + e.getMessage());
    }
  }

  private static void send(InputStream content, DataOutputStream out) throws IOException {
    out.write("zINSTREAM\0".getBytes(StandardCharsets.US_ASCII));
    byte[] chunk = new byte[CHUNK_BYTES];
    for (int read = content.read(chunk); read > 0; read = content.read(chunk)) {
      out.writeInt(read);
      out.write(chunk, 0, read);
    }
    out.writeInt(0);
    out.flush();
  }
}
