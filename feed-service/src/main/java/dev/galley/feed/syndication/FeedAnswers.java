package dev.galley.feed.syndication;

import dev.galley.feed.entry.LiveEntries;
import dev.galley.web.ETags;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.context.request.WebRequest;

/**
 * The answer to a request for a feed: 304 where the reader has it. Spring compares the dates of
 * those who send no tag.
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
    boolean known = isKnown(document, request.getHeader(HttpHeaders.IF_NONE_MATCH));
    var answer =
        ResponseEntity.status(known ? HttpStatus.NOT_MODIFIED : HttpStatus.OK)
            .contentType(type)
            .eTag(document.etag(gzip))
            // Kept by whoever likes, but asked for each time: a feed is new within milliseconds.
            .cacheControl(CacheControl.noCache())
            .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING)
            .header(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, "*");
    entries.changedAt().ifPresent(at -> answer.lastModified(lastModified(at)));
    if (known) {
      return answer.build();
    }
    if (gzip) {
      answer.header(HttpHeaders.CONTENT_ENCODING, "gzip");
    }
    return answer.body(document.bytes(gzip));
  }

  /** Spring knows one tag, and no {@code *}; who has either coding of the feed has the feed. */
  private static boolean isKnown(FeedDocument document, @Nullable String ifNoneMatch) {
    return ETags.matches(ifNoneMatch, document.etag(true))
        || ETags.matches(ifNoneMatch, document.etag(false));
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
