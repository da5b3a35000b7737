package dev.galley.local.origin;

import java.util.HashMap;
import java.util.Map;
import org.apache.coyote.Adapter;
import org.apache.coyote.Request;
import org.apache.coyote.Response;
import org.jspecify.annotations.Nullable;

/**
 * Which service has a connection's request and response objects, and what each service keeps with
 * them.
 *
 * <p>A connection reuses its request object, and a service's adapter keeps its own request and
 * response in note 1 of it. Without this, the second service on a connection would run its requests
 * through the first one's application.
 */
final class Handover {

  /** Catalina's {@code CoyoteAdapter.ADAPTER_NOTES}. */
  private static final int ADAPTER_NOTE = 1;

  /** The first note that Tomcat leaves to others. */
  private static final int OWN_NOTE = 17;

  private record Notes(@Nullable Object request, @Nullable Object response) {}

  private final Map<Adapter, Notes> kept = new HashMap<>();
  private @Nullable Adapter current;

  static Handover of(Request request) {
    if (request.getNote(OWN_NOTE) instanceof Handover handover) {
      return handover;
    }
    Handover handover = new Handover();
    request.setNote(OWN_NOTE, handover);
    return handover;
  }

  /** The service that got the request last; an asynchronous dispatch goes there again. */
  @Nullable Adapter current() {
    return current;
  }

  void to(@Nullable Adapter next, Request request, Response response) {
    if (next == current) {
      return;
    }
    if (current != null) {
      kept.put(current, new Notes(request.getNote(ADAPTER_NOTE), response.getNote(ADAPTER_NOTE)));
    }
    Notes notes = next == null ? null : kept.get(next);
    request.setNote(ADAPTER_NOTE, notes == null ? null : notes.request());
    response.setNote(ADAPTER_NOTE, notes == null ? null : notes.response());
    current = next;
  }
}
