package dev.galley.feed.access;

import dev.galley.web.Credentials;
import dev.galley.web.Problems;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * Tells post-service, which keeps the audit, what the sender of the current request is about to do,
 * with that sender's own token or session: so it is in the audit before it is done, and what cannot
 * be recorded is not done. Thread-safe.
 */
public final class PostServiceAudit {

  /** What post-service takes of a detail. */
  private static final int MAX_CHARS = 300;

  private static final int LAST_CHARS = 20;

  private static final Logger log = LoggerFactory.getLogger(PostServiceAudit.class);

  private final RestClient postService;
  private final SessionOrToken senders = new SessionOrToken();

  PostServiceAudit(RestClient postService) {
    this.postService = postService;
  }

  /**
   * Records an action, and returns when that is durable.
   *
   * @param action such as {@code webhook-created}
   * @param subject the id of what it is done to
   * @param detail more about it, for people; cut when it is long
   * @throws ErrorResponseException when it cannot be recorded: nothing may be done then
   */
  public void record(String action, String subject, String detail) {
    HttpServletRequest request =
        ((ServletRequestAttributes) RequestContextHolder.currentRequestAttributes()).getRequest();
    String sender = Objects.requireNonNull(senders.resolve(request), "let in without a token");
    try {
      postService
          .post()
          .uri("/api/audit")
          .contentType(MediaType.APPLICATION_JSON)
          .headers(
              headers -> {
                SessionOrToken.into(headers, sender);
                headers.set(Credentials.EDITOR_HEADER, "1");
              })
          .body(
              Map.of(
                  "action", action, "subject", subject, "detail", fitting(detail, from(request))))
          .retrieve()
          .toBodilessEntity();
    } catch (HttpClientErrorException.NotFound earlier) {
      log.warn("post-service keeps no audit yet; update it, too");
    } catch (HttpClientErrorException.Unauthorized | HttpClientErrorException.Forbidden revoked) {
      throw new ErrorResponseException(HttpStatus.UNAUTHORIZED, Refusals.tokenRequired(), revoked);
    } catch (RestClientException unknown) {
      ErrorResponseException failure =
          new ErrorResponseException(
              HttpStatus.SERVICE_UNAVAILABLE,
              Problems.of(
                  HttpStatus.SERVICE_UNAVAILABLE,
                  "audit-unavailable",
                  "The change cannot be recorded now",
                  "Nothing was changed. Try again in a moment."),
              unknown);
      failure.getHeaders().set(HttpHeaders.RETRY_AFTER, "5");
      throw failure;
    }
  }

  /** Cut in the middle: a change is told at the end, after long names. */
  static String fitting(String detail, String from) {
    int room = MAX_CHARS - from.length();
    return detail.length() <= room
        ? detail + from
        : detail.substring(0, room - LAST_CHARS - 1)
            + "…"
            + detail.substring(detail.length() - LAST_CHARS)
            + from;
  }

  /** For whoever runs post-service without believing this service about addresses. */
  private static String from(HttpServletRequest request) {
    return ", from " + request.getRemoteAddr();
  }
}
