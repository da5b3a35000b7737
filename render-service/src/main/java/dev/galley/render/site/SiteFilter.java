package dev.galley.render.site;

import dev.galley.render.page.LastModified;
import dev.galley.render.page.Representation;
import dev.galley.web.ETags;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/**
 * Answers readers before anything else sees the request: a page is a look-up in memory and a write,
 * and each layer in between would cost more than both.
 */
public final class SiteFilter implements Filter {

  /** What is not the site's, but of the framework behind it. */
  private static final List<String> PASSED_ON =
      List.of("/images/", "/internal/", "/health", "/metrics", "/actuator", "/error");

  private final SiteAnswers answers;
  private final SiteHeaders headers;
  private final AnswerTimes times;
  private final Clock clock;

  SiteFilter(SiteAnswers answers, SiteHeaders headers, AnswerTimes times, Clock clock) {
    this.answers = answers;
    this.headers = headers;
    this.times = times;
    this.clock = clock;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest http = (HttpServletRequest) request;
    String path = http.getRequestURI();
    if (isPassedOn(path)) {
      chain.doFilter(request, response);
      return;
    }
    long startedNanos = System.nanoTime();
    HttpServletResponse answer = (HttpServletResponse) response;
    headers.write(answer);
    String method = http.getMethod();
    if (method.equals("GET") || method.equals("HEAD")) {
      write(answers.to(path, http.getQueryString()), http, answer);
    } else {
      answer.setHeader("Allow", "GET, HEAD");
      answer.setStatus(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
    }
    times.record(method, answer.getStatus(), startedNanos);
  }

  private static boolean isPassedOn(String path) {
    for (String prefix : PASSED_ON) {
      if (path.startsWith(prefix)
          && (prefix.endsWith("/")
              || path.length() == prefix.length()
              || path.charAt(prefix.length()) == '/')) {
        return true;
      }
    }
    return false;
  }

  private void write(Answer answer, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setHeader("Cache-Control", answer.cacheControl());
    Representation body = answer.body();
    if (body == null) {
      response.setStatus(answer.status());
      response.setHeader("Location", answer.location());
      return;
    }
    boolean compressed = Encodings.acceptsGzip(request.getHeader("Accept-Encoding"));
    response.setHeader("Vary", "Accept-Encoding");
    if (answer.status() == HttpServletResponse.SC_OK) {
      response.setHeader("ETag", compressed ? body.gzipTag() : body.plainTag());
      if (isKnown(request, answer, body, response)) {
        response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
        return;
      }
    } else if (answer.status() == HttpServletResponse.SC_SERVICE_UNAVAILABLE) {
      response.setHeader("Retry-After", "2");
    }
    response.setStatus(answer.status());
    writeBody(body, compressed, request, response);
  }

  private static void writeBody(
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

  /** A reader that has either coding of this page has this page. */
  private boolean isKnown(
      HttpServletRequest request,
      Answer answer,
      Representation body,
      HttpServletResponse response) {
    Instant now = clock.instant();
    LastModified modified = answer.lastModified();
    if (modified != null) {
      modified.headerAt(now).ifPresent(date -> response.setHeader("Last-Modified", date));
    }
    String ifNoneMatch = request.getHeader("If-None-Match");
    if (ifNoneMatch == null) {
      return modified != null && modified.isKnown(request.getHeader("If-Modified-Since"), now);
    }
    // RFC 9110 13.1.3: with a tag there the date is not looked at.
    return ETags.matches(ifNoneMatch, body.plainTag())
        || ETags.matches(ifNoneMatch, body.gzipTag());
  }
}
