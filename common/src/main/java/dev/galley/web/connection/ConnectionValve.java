package dev.galley.web.connection;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.jspecify.annotations.Nullable;

/**
 * Tells a connection where its request is. What nobody read of a body, since the request was
 * refused, is read away after the answer and for a second at most: a client that is still sending
 * would otherwise lose the answer with the connection.
 */
public final class ConnectionValve extends ValveBase {

  private static final ThreadLocal<@Nullable Connection> SERVED = new ThreadLocal<>();

  /** Goes before every other valve. */
  public ConnectionValve() {
    super(true);
  }

  static void serving(@Nullable Connection connection) {
    SERVED.set(connection);
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    Connection connection = SERVED.get();
    if (connection == null) {
      getNext().invoke(request, response);
      return;
    }
    if (!request.isAsyncDispatching()) {
      connection.begun();
    }
    getNext().invoke(request, response);
    if (request.isAsync()) {
      connection.detached();
    } else if (!request.isFinished()) {
      // The answer goes out first; then Tomcat reads the rest away.
      response.finishResponse();
      connection.answered();
    } else {
      connection.ended();
    }
  }
}
