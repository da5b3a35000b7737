package dev.galley.web.answer;

import dev.galley.web.Problems;
import dev.galley.web.WebAddress;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;

/**
 * What the address of something that is served from memory answers to {@code GET} and {@code HEAD}:
 * a {@link Representation} or a redirect, with what conditional requests need (RFC 9110, section
 * 13). Immutable, and made once for many requests.
 *
 * <p>Ranges are not offered: who asks for one gets the whole.
 */
public final class Answer {

  /** Kept by browsers and asked about each time, which the entity tag makes cheap. */
  private static final String REVALIDATED = "no-cache";

  private static final String FOR_EVER = "public, max-age=31536000, immutable";
  // A permanent redirect is kept by browsers without end unless told otherwise, and a path may
  // one day be something else's.
  private static final String FIVE_MINUTES = "public, max-age=300";

  private static final String RETRY_AFTER_SECONDS = "2";
  private static final FixedHeaders NO_MORE = new FixedHeaders(Map.of());

  private final int status;
  private final @Nullable Representation body;
  private final @Nullable String location;
  private final String cacheControl;
  private final @Nullable LastModified lastModified;
  private final FixedHeaders headers;

  private Answer(
      int status,
      @Nullable Representation body,
      @Nullable String location,
      String cacheControl,
      @Nullable LastModified lastModified,
      FixedHeaders headers) {
    this.status = status;
    this.body = body;
    this.location = location;
    this.cacheControl = cacheControl;
    this.lastModified = lastModified;
    this.headers = headers;
  }

  /** What there is at the address now. */
  public static Answer ok(Representation body) {
    return new Answer(200, body, null, REVALIDATED, null, NO_MORE);
  }

  /** The same with a date, for those who remember no tag. */
  public static Answer ok(Representation body, LastModified lastModified) {
    return new Answer(200, body, null, REVALIDATED, lastModified, NO_MORE);
  }

  /** What will be at the address for ever, which therefore nobody needs to ask for again. */
  public static Answer immutable(Representation body) {
    return new Answer(200, body, null, FOR_EVER, null, NO_MORE);
  }

  /** A permanent redirect; the server would drop a location that is not of ASCII. */
  public static Answer movedTo(String location) {
    return new Answer(301, null, WebAddress.ascii(location), FIVE_MINUTES, null, NO_MORE);
  }

  /** Why there is nothing else: a client's error or a server's. */
  public static Answer failure(int status, Representation body) {
    return new Answer(status, body, null, REVALIDATED, null, NO_MORE);
  }

  /** The same as a problem. */
  public static Answer failure(ProblemDetail problem) {
    return failure(
        problem.getStatus(),
        Representation.of(MediaType.APPLICATION_PROBLEM_JSON_VALUE, Problems.bytes(problem)));
  }

  /**
   * The same, which any page may load as a part of it, whatever its origin; what a sandboxed frame
   * shows has an origin of its own.
   */
  public Answer loadedByAnyPage() {
    return with("Cross-Origin-Resource-Policy", "cross-origin");
  }

  /** The same with a header more. */
  public Answer with(String name, String value) {
    return new Answer(
        status, body, location, cacheControl, lastModified, headers.with(name, value));
  }

  /** The status before any condition is looked at. */
  public int status() {
    return status;
  }

  /** Answers a request whose method is {@code GET} or {@code HEAD}. */
  public void send(HttpServletRequest request, HttpServletResponse response, Clock clock)
      throws IOException {
    response.setHeader("Cache-Control", cacheControl);
    headers.write(response);
    if (body == null) {
      response.setHeader("Location", location);
      response.setStatus(status);
      return;
    }
    boolean compressed =
        AcceptEncoding.prefersGzip(header(request, "Accept-Encoding")) && body.gzip().length > 0;
    response.setHeader("Vary", "Accept-Encoding");
    // RFC 9110 13.2.1: conditions count only where the answer would be a success without them.
    int outcome = status == 200 ? tagged(body, compressed, request, response, clock) : status;
    response.setStatus(outcome);
    if (outcome == HttpServletResponse.SC_SERVICE_UNAVAILABLE) {
      response.setHeader("Retry-After", RETRY_AFTER_SECONDS);
    }
    if (outcome == status) {
      write(body, compressed, request, response);
    } else if (outcome == HttpServletResponse.SC_PRECONDITION_FAILED) {
      response.setContentLength(0);
    }
  }

  private int tagged(
      Representation body,
      boolean compressed,
      HttpServletRequest request,
      HttpServletResponse response,
      Clock clock) {
    String tag = body.tag(compressed);
    response.setHeader("ETag", tag);
    Instant now = clock.instant();
    if (lastModified != null) {
      response.setHeader("Last-Modified", lastModified.header(now));
    }
    return outcome(request, tag, now);
  }

  /** RFC 9110 13.2.2, steps 1 to 4: a tag comes before a date. */
  private int outcome(HttpServletRequest request, String tag, Instant now) {
    String ifMatch = header(request, "If-Match");
    if (ifMatch == null
        ? isUnchangedSince(request.getHeader("If-Unmodified-Since"), now, true)
        : ETags.matchesStrongly(ifMatch, tag)) {
      String ifNoneMatch = header(request, "If-None-Match");
      boolean known =
          ifNoneMatch == null
              ? isUnchangedSince(request.getHeader("If-Modified-Since"), now, false)
              : ETags.matches(ifNoneMatch, tag);
      return known ? HttpServletResponse.SC_NOT_MODIFIED : status;
    }
    return HttpServletResponse.SC_PRECONDITION_FAILED;
  }

  private boolean isUnchangedSince(@Nullable String date, Instant now, boolean without) {
    return date == null || lastModified == null
        ? without
        : lastModified.isUnchangedSince(date, now).orElse(without);
  }

  private static void write(
      Representation body,
      boolean compressed,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    byte[] bytes = compressed ? body.gzip() : body.plain();
    response.setContentType(body.contentType());
    if (compressed) {
      response.setHeader("Content-Encoding", "gzip");
    }
    response.setContentLength(bytes.length);
    if (!request.getMethod().equals("HEAD")) {
      response.getOutputStream().write(bytes);
    }
  }

  /** A list may come in several lines (RFC 9110, 5.3). */
  private static @Nullable String header(HttpServletRequest request, String name) {
    Enumeration<String> lines = request.getHeaders(name);
    if (!lines.hasMoreElements()) {
      return null;
    }
    String first = lines.nextElement();
    return lines.hasMoreElements()
        ? first + "," + String.join(",", Collections.list(lines))
        : first;
  }
}
