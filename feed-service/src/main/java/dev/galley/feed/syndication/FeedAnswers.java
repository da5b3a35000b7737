package dev.galley.feed.syndication;

import dev.galley.feed.entry.LiveEntries;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.context.request.WebRequest;

/**
 * The answer to a request for a feed. Spring compares the validators and answers 304 where nothing
 * has changed.
 */
final class FeedAnswers {

  private final LiveEntries entries;
  private final Clock clock;

  FeedAnswers(LiveEntries entries, Clock clock) {
    this.entries = entries;
    this.clock = clock;
  }

  ResponseEntity<byte[]> of(FeedDocument document, MediaType type, WebRequest request) {
    boolean gzip = acceptsGzip(request.getHeader(HttpHeaders.ACCEPT_ENCODING));
    var answer =
        ResponseEntity.ok()
            .contentType(type)
            .eTag(document.etag(gzip))
            // Kept by whoever likes, but asked for each time: a feed is new within milliseconds.
            .cacheControl(CacheControl.noCache())
            .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING)
            .header(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, "*");
    entries.changedAt().ifPresent(at -> answer.lastModified(lastModified(at)));
    if (gzip) {
      answer.header(HttpHeaders.CONTENT_ENCODING, "gzip");
    }
    return answer.body(document.bytes(gzip));
  }

  /**
   * HTTP dates have whole seconds. The next one is named, so that no later change can share it; not
   * before it has come, though (RFC 9110, 8.8.2.1): until then an earlier one that no reader is
   * sent back with.
   */
  private Instant lastModified(Instant changedAt) {
    Instant next = changedAt.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
    return clock.instant().isBefore(next) ? next.minusSeconds(2) : next;
  }

  private static boolean acceptsGzip(@Nullable String acceptEncoding) {
    return acceptEncoding != null
        && Arrays.stream(acceptEncoding.split(","))
            .map(coding -> coding.replaceAll("\\s", ""))
            .anyMatch(
                coding ->
                    (coding.startsWith("gzip") || coding.startsWith("*"))
                        && !coding.matches(".*;q=0(\\.0*)?"));
  }
}
