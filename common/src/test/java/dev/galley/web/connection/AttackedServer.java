package dev.galley.web.connection;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.util.FileSystemUtils;

/** A guarded server, and the sockets of those who attack it. */
final class AttackedServer implements BeforeEachCallback, AfterEachCallback {

  /** Of whatever comes in the end; what is late says something of the machine alone. */
  private static final int PATIENCE_MILLIS = 120_000;

  private final List<Socket> sockets = new ArrayList<>();
  private Path work;
  private Tomcat tomcat;
  private Connector connector;

  @Override
  public void beforeEach(ExtensionContext context) throws Exception {
    work = Files.createTempDirectory(Path.of("target"), "attacked");
    tomcat = new Tomcat();
    tomcat.setBaseDir(work.toString());
    connector = new Connector(new GuardedProtocol());
    connector.setPort(0);
    connector.setProperty("address", "127.0.0.1");
    tomcat.setConnector(connector);
    tomcat.getEngine().getPipeline().addValve(new ConnectionValve());
    Context pages = tomcat.addContext("", null);
    Tomcat.addServlet(pages, "all", new Pages());
    pages.addServletMapping("/", "all");
    tomcat.start();
  }

  @Override
  public void afterEach(ExtensionContext context) throws Exception {
    for (Socket socket : sockets) {
      socket.close();
    }
    sockets.clear();
    tomcat.stop();
    tomcat.destroy();
    FileSystemUtils.deleteRecursively(work);
  }

  /** Accepts nobody any more. */
  void pause() {
    connector.pause();
  }

  List<Socket> sockets() {
    return sockets;
  }

  /** Connects from an address, as a client that takes little at once. */
  Socket connect(String from) throws IOException {
    Socket socket = new Socket();
    sockets.add(socket);
    socket.setReceiveBufferSize(4096);
    socket.bind(new InetSocketAddress(from, 0));
    socket.connect(new InetSocketAddress("127.0.0.1", connector.getLocalPort()), PATIENCE_MILLIS);
    return socket;
  }

  /** Connects as most clients do. */
  Socket connect() throws IOException {
    Socket socket = new Socket("127.0.0.1", connector.getLocalPort());
    sockets.add(socket);
    socket.setSoTimeout(PATIENCE_MILLIS);
    return socket;
  }

  Socket send(String from, String method, String rest) throws IOException {
    Socket socket = connect(from);
    String request = method + " HTTP/1.1\r\nHost: x\r\n" + rest;
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  static String statusOf(Socket socket) throws IOException {
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
  static String answerOf(Socket socket) throws IOException {
    socket.setSoTimeout(PATIENCE_MILLIS);
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = socket.getInputStream().read();
      assertThat(next).isNotEqualTo(-1);
      head.append((char) next);
    }
    return head.toString();
  }

  static final class Pages extends HttpServlet {

    private static final long serialVersionUID = 1L;
    static final byte[] LARGE = new byte[8 * 1024 * 1024];

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
