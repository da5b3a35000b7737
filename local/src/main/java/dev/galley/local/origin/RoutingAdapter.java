package dev.galley.local.origin;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.coyote.ActionCode;
import org.apache.coyote.Adapter;
import org.apache.coyote.Request;
import org.apache.coyote.Response;
import org.apache.tomcat.util.net.SocketEvent;

/** Hands each request to the adapter of its service: a look-up, and no copy of a byte. */
final class RoutingAdapter implements Adapter {

  private static final String PROMETHEUS = "text/plain;version=0.0.4;charset=utf-8";

  private static final int BAD_REQUEST = 400;

  private final Delegates delegates;
  private final Supplier<String> metrics;
  private final AtomicInteger running = new AtomicInteger();

  RoutingAdapter(Delegates delegates, Supplier<String> metrics) {
    this.delegates = delegates;
    this.metrics = metrics;
  }

  /** How many requests are being answered now; one that has gone asynchronous is not counted. */
  int running() {
    return running.get();
  }

  @Override
  public void service(Request request, Response response) throws Exception {
    running.incrementAndGet();
    try {
      route(request, response);
    } finally {
      running.decrementAndGet();
    }
  }

  private void route(Request request, Response response) throws Exception {
    if (response.getStatus() >= BAD_REQUEST) {
      // Tomcat could not read the request: there may be no path, and its own page is for browsers.
      Handover.of(request).to(null, request, response);
      OwnAnswers.unreadable(response, Unreadable.status(request, response));
      return;
    }
    request.requestURI().setCharset(StandardCharsets.ISO_8859_1);
    Optional<List<String>> path = RequestPath.segments(request.requestURI().toString());
    if (path.isEmpty()) {
      Handover.of(request).to(null, request, response);
      OwnAnswers.refusedPath(response);
      return;
    }
    Destination destination = Routes.of(path.get());
    Optional<Adapter> delegate = delegates.find(destination);
    Handover.of(request).to(delegate.orElse(null), request, response);
    if (delegate.isPresent()) {
      delegate.get().service(request, response);
    } else {
      answer(destination, request, response);
    }
  }

  @Override
  public boolean asyncDispatch(Request request, Response response, SocketEvent event)
      throws Exception {
    Adapter delegate = Handover.of(request).current();
    return delegate != null && delegate.asyncDispatch(request, response, event);
  }

  @Override
  public boolean prepare(Request request, Response response) {
    throw new UnsupportedOperationException("Only HTTP/2 upgrades prepare requests");
  }

  @Override
  public void log(Request request, Response response, long nanos) {
    Adapter delegate = Handover.of(request).current();
    if (delegate != null) {
      delegate.log(request, response, nanos);
    }
  }

  @Override
  public void checkRecycled(Request request, Response response) {
    Adapter delegate = Handover.of(request).current();
    if (delegate != null) {
      delegate.checkRecycled(request, response);
    }
  }

  @Override
  public String getDomain() {
    return "galley";
  }

  private void answer(Destination destination, Request request, Response response)
      throws IOException {
    switch (destination) {
      case METRICS -> {
        if (isForThisMachine(request)) {
          OwnAnswers.text(response, PROMETHEUS, metrics.get());
        } else {
          OwnAnswers.notFound(response);
        }
      }
      case NOBODY -> OwnAnswers.notFound(response);
      default -> OwnAnswers.unavailable(response);
    }
  }

  /** A proxy on this machine speaks for others, and a foreign name may be a rebound one. */
  private static boolean isForThisMachine(Request request) {
    request.action(ActionCode.REQ_HOST_ADDR_ATTRIBUTE, request);
    String host = String.valueOf(request.getHeader("Host")).replaceAll(":\\d+$", "");
    return Loopback.isAddress(request.remoteAddr().toString())
        && Loopback.isName(host)
        && request.getHeader("X-Forwarded-For") == null
        && request.getHeader("Forwarded") == null;
  }
}
