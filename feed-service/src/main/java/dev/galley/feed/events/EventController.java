package dev.galley.feed.events;

import dev.galley.feed.entry.LiveEntries;
import dev.galley.feed.entry.LiveEntries.Tally;
import dev.galley.feed.events.Slice.Placed;
import dev.galley.web.Budget;
import dev.galley.web.EventStreams;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The post events over HTTP. What they say is public anyway: published posts. */
@RestController
class EventController {

  private static final int MAX_LIMIT = 200;
  private static final long PAGE_BYTES = 1024 * 1024;
  private static final int MAX_READING_OF_ONE_CLIENT = 8;
  private static final int MAX_READING_CLIENTS = 8;
  private static final String LATEST = "latest";

  private final EventLog events;
  private final FollowingEvents following;
  private final LiveEntries entries;
  private final Map<String, Integer> reading = new ConcurrentHashMap<>();

  EventController(EventLog events, FollowingEvents following, LiveEntries entries) {
    this.events = events;
    this.following = following;
    this.entries = entries;
  }

  /**
   * A page: {@code items} are CloudEvents in JSON, {@code next} is where to go on, always. At the
   * end it says how much is live: after a restore the topic has not everything yet.
   */
  @GetMapping(path = "/events", produces = MediaType.APPLICATION_JSON_VALUE)
  void page(
      @RequestParam(required = false) @Nullable String after,
      @RequestParam(defaultValue = "50") int limit,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    // Before the topic is read: what is live by now is in it, unless it was made anew.
    Tally live = entries.isLoaded() ? entries.tally() : new Tally(0, 0);
    try (Budget.Share heap = Budget.ofThisProcess().share(request)) {
      write(read(after, new SliceBuilder.Room(clamped(limit), PAGE_BYTES, heap)), live, response);
    }
  }

  private static int clamped(int limit) {
    return Math.max(1, Math.min(MAX_LIMIT, limit));
  }

  /** Each waits for the broker on a thread that others need; a few at a time may. */
  private Slice read(@Nullable String after, SliceBuilder.Room room) {
    String client = room.heap().client();
    try {
      if (reading.merge(client, 1, Integer::sum) > MAX_READING_OF_ONE_CLIENT
          || reading.size() > MAX_READING_CLIENTS) {
        throw new EventsUnavailable("Too many clients read events at once", null);
      }
      return events.after(cursor(after), room);
    } finally {
      reading.computeIfPresent(client, (key, count) -> count == 1 ? null : count - 1);
    }
  }

  private static void write(Slice slice, Tally live, HttpServletResponse response)
      throws IOException {
    response.setContentType(MediaType.APPLICATION_JSON_VALUE);
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, "*");
    OutputStream out = response.getOutputStream();
    String before = "{\"items\":[";
    for (Placed placed : slice.events()) {
      out.write((before + placed.event().json()).getBytes(StandardCharsets.UTF_8));
      before = ",\n";
    }
    String end =
        "%s],\"next\":\"%s\",\"more\":%b%s}"
            .formatted(
                slice.events().isEmpty() ? before : "",
                slice.next().encode(),
                !slice.atEnd(),
                slice.atEnd() ? published(live) : "");
    out.write(end.getBytes(StandardCharsets.UTF_8));
  }

  private static String published(Tally live) {
    return ",\"published\":{\"posts\":%d,\"revisions\":%d}"
        .formatted(live.posts(), live.revisions());
  }

  /** The same as they come. A client that lost its connection goes on after its last event. */
  @GetMapping(path = "/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  void stream(
      @RequestParam(required = false) @Nullable String after,
      @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId,
      HttpServletRequest request,
      HttpServletResponse response) {
    String from = lastEventId == null || lastEventId.isBlank() ? after : lastEventId;
    try (EventStreams.Place place = following.place(request)) {
      Cursor cursor = cursor(from);
      response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, "*");
      following.answer(place, cursor, request, response);
    }
  }

  private Cursor cursor(@Nullable String written) {
    if (written == null || written.isBlank()) {
      return Cursor.START;
    }
    return written.equals(LATEST) ? events.end() : Cursor.decode(written);
  }
}
