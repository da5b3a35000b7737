package dev.galley.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server for mail that takes everything and remembers for whom (RFC 5321, the least of it). */
final class MailSink implements AutoCloseable {

  private final ServerSocket server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<String> taken = new CopyOnWriteArrayList<>();

  MailSink() throws IOException {
    server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    threads.submit(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  /** The recipient of each mail that was taken, as often as it was. */
  List<String> taken() {
    return taken;
  }

  private Void accept() throws IOException {
    while (true) {
      Socket client = server.accept();
      threads.submit(() -> talk(client));
    }
  }

  private Void talk(Socket client) throws IOException {
    try (client) {
      BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
      OutputStream out = client.getOutputStream();
      say(out, "220 sink");
      String recipient = "";
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("RCPT TO:")) {
          recipient = line.substring(line.indexOf('<') + 1, line.indexOf('>'));
          say(out, "250 ok");
        } else if (line.equals("DATA")) {
          say(out, "354 go on");
          if (!skipMessage(lines)) {
            return null;
          }
          taken.add(recipient);
          say(out, "250 taken");
        } else if (line.equals("QUIT")) {
          say(out, "221 bye");
          return null;
        } else {
          say(out, "250 ok");
        }
      }
      return null;
    }
  }

  private static boolean skipMessage(BufferedReader lines) throws IOException {
    String line = lines.readLine();
    while (line != null && !line.equals(".")) {
      line = lines.readLine();
    }
    return line != null;
  }

  private static void say(OutputStream out, String reply) throws IOException {
    out.write((reply + "\r\n").getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  @Override
  public void close() throws IOException {
    server.close();
    threads.shutdownNow();
  }
}
