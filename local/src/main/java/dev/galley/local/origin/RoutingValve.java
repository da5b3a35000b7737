package dev.galley.local.origin;

import dev.galley.web.operations.Operators;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.catalina.Engine;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.tomcat.util.buf.MessageBytes;
import org.jspecify.annotations.Nullable;

/**
 * Sends each request to the virtual host of its service, by its path where Tomcat itself goes by
 * the name in the request.
 */
final class RoutingValve extends ValveBase {

  private static final String PROMETHEUS = "text/plain;version=0.0.4;charset=utf-8";

  private static final int BAD_REQUEST = 400;

  private final Supplier<String> metrics;
  private final Operators operators;
  private final Map<Destination, MessageBytes> hosts = new ConcurrentHashMap<>();
  private volatile @Nullable OwnBackup backup;
  private final AtomicInteger running = new AtomicInteger();

  RoutingValve(Supplier<String> metrics, Operators operators) {
    // Streams of events are asynchronous.
    super(true);
    this.metrics = metrics;
    this.operators = operators;
  }

  void open(Destination destination) {
    MessageBytes host = MessageBytes.newInstance();
    host.setString(destination.name());
    host.toChars();
    hosts.put(destination, host);
  }

  void onBackup(OwnBackup answering) {
    backup = answering;
  }

  void close(Destination destination) {
    hosts.remove(destination);
  }

  /** How many requests are being answered now; one that has gone asynchronous is not counted. */
  int running() {
    return running.get();
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    if (request.isAsyncDispatching()) {
      // It goes on where it began.
      getNext().invoke(request, response);
      return;
    }
    running.incrementAndGet();
    try {
      route(request, response);
    } finally {
      running.decrementAndGet();
    }
  }

  private void route(Request request, Response response) throws IOException, ServletException {
    if (response.getStatus() >= BAD_REQUEST) {
      // Tomcat could not read the request: there may be no path, and its own page is for browsers.
      // Where it could read all but the path, it has shut the body for that page.
      response.setSuspended(false);
      refuse(request, response);
      return;
    }
    if (request.getMethod().equals("TRACE")) {
      // Tomcat refuses it when it has found the context, which is found only here.
      OwnAnswers.refusedMethod(response);
      return;
    }
    Optional<List<String>> path = RequestPath.segments(request.getRequestURI());
    if (path.isEmpty()) {
      OwnAnswers.refusedPath(response);
      return;
    }
    Destination destination = Routes.of(path.get());
    MessageBytes host = hosts.get(destination);
    if (host == null) {
      answer(destination, request, response);
      return;
    }
    request.getMappingData().recycle();
    ((Engine) getContainer())
        .getService()
        .getMapper()
        .map(host, request.getDecodedRequestURIMB(), null, request.getMappingData());
    getNext().invoke(request, response);
  }

  private static void refuse(Request request, Response response) throws IOException {
    int status = Unreadable.status(request, response);
    String path = request.getRequestURI();
    if (status == BAD_REQUEST && path != null && RequestPath.segments(path).isEmpty()) {
      OwnAnswers.refusedPath(response);
    } else {
      OwnAnswers.unreadable(response, status);
    }
  }

  private void answer(Destination destination, HttpServletRequest request, Response response)
      throws IOException {
    switch (destination) {
      case METRICS -> {
        if (operators.sent(request)) {
          OwnAnswers.text(response, PROMETHEUS, metrics.get());
        } else {
          OwnAnswers.notFound(response);
        }
      }
      case BACKUP -> {
        OwnBackup known = backup;
        if (known == null) {
          OwnAnswers.unavailable(response);
        } else {
          known.answer(request, response);
        }
      }
      case NOBODY -> OwnAnswers.notFound(response);
      default -> OwnAnswers.unavailable(response);
    }
  }
}
