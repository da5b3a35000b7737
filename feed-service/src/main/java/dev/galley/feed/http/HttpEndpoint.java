package dev.galley.feed.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.HttpClientResponseHandler;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.apache.hc.core5.io.Closer;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls endpoints over HTTP. Nothing of one call is left for the next one: no kept connection, no
 * cookie, no cached credentials; no proxy is taken from the environment. Thread-safe.
 */
final class HttpEndpoint implements Endpoint, Challenge, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(HttpEndpoint.class);
  private static final int MAX_ANSWER_BYTES = 16 * 1024;
  private static final int MAX_EXCERPT_CHARS = 500;
  private static final Duration LONGEST_RETRY_AFTER = Duration.ofHours(24);

  private final CloseableHttpClient client;
  private final Duration timeout;
  private final Clock clock;
  private final ScheduledExecutorService deadlines;

  /**
   * @param tls null for the JDK's trusted certificates
   */
  HttpEndpoint(
      GuardedDns dns,
      Duration connectTimeout,
      Duration timeout,
      @Nullable TlsSocketStrategy tls,
      Clock clock) {
    this.timeout = timeout;
    this.clock = clock;
    this.client = client(dns, connectTimeout, timeout, tls);
    this.deadlines =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "webhook-deadlines");
              thread.setDaemon(true);
              return thread;
            });
  }

  private static CloseableHttpClient client(
      GuardedDns dns, Duration connectTimeout, Duration timeout, @Nullable TlsSocketStrategy tls) {
    PoolingHttpClientConnectionManagerBuilder connections =
        PoolingHttpClientConnectionManagerBuilder.create()
            .setDnsResolver(dns)
            // Who calls has a bound of its own; a wait for a connection that slow endpoints of the
            // same host hold would be taken for the endpoint's slowness.
            .setMaxConnTotal(Integer.MAX_VALUE)
            .setMaxConnPerRoute(Integer.MAX_VALUE)
            .setDefaultConnectionConfig(
                ConnectionConfig.custom()
                    .setConnectTimeout(Timeout.of(connectTimeout))
                    .setSocketTimeout(Timeout.of(timeout))
                    .build());
    if (tls != null) {
      connections.setTlsSocketStrategy(tls);
    }
    return HttpClients.custom()
        .setConnectionManager(connections.build())
        .setDefaultRequestConfig(
            RequestConfig.custom()
                .setResponseTimeout(Timeout.of(timeout))
                .setConnectionRequestTimeout(Timeout.of(timeout))
                .build())
        // What may not be reused is reset, which servers log; what may be, for no time, is closed
        // in order. Not with TLS: its last word waits for who does not read, past the deadline.
        .setConnectionReuseStrategy(
            (request, response, context) -> HttpCoreContext.cast(context).getSSLSession() == null)
        .setKeepAliveStrategy((response, context) -> null)
        .setUserAgent("Galley-Webhooks")
        .disableRedirectHandling()
        .disableAutomaticRetries()
        .disableCookieManagement()
        .disableAuthCaching()
        // A small compressed answer may be a large one.
        .disableContentCompression()
        .build();
  }

  @Override
  public Answer post(URI url, Map<String, String> headers, byte[] body) {
    AtomicBoolean sent = new AtomicBoolean();
    return call(
        () -> {
          HttpPost request = new HttpPost(url);
          headers.forEach(request::setHeader);
          request.setEntity(new Noticed(body, sent));
          return request;
        },
        sent,
        timeout,
        this::answer);
  }

  @Override
  public Answer get(URI url, String expected, Duration limit) {
    return call(
        () -> new HttpGet(url),
        new AtomicBoolean(),
        limit.compareTo(timeout) < 0 ? limit : timeout,
        response -> echo(response, expected));
  }

  private Answer call(
      Supplier<HttpUriRequestBase> making,
      AtomicBoolean sent,
      Duration limit,
      HttpClientResponseHandler<Answer> reading) {
    HttpUriRequestBase request;
    try {
      request = making.get();
    } catch (RuntimeException e) {
      return new Answer.Forbidden("The address cannot be called: " + e.getMessage());
    }
    AtomicBoolean late = new AtomicBoolean();
    // The client's own timeouts start again with each byte.
    ScheduledFuture<?> deadline =
        deadlines.schedule(
            () -> {
              late.set(true);
              request.cancel();
            },
            limit.toMillis(),
            TimeUnit.MILLISECONDS);
    try {
      return execute(request, reading);
    } catch (ForbiddenTarget e) {
      return new Answer.Forbidden(String.valueOf(e.getMessage()));
    } catch (IOException | HttpException | RuntimeException e) {
      log.debug("An endpoint could not be called", e);
      String summary = describe(e, late.get() ? limit : null);
      return sent.get() ? new Answer.Lost(summary) : new Answer.Failed(0, summary, "", null);
    } finally {
      deadline.cancel(false);
    }
  }

  /** A body that tells when it begins to leave. */
  private static final class Noticed extends HttpEntityWrapper {

    private final AtomicBoolean sent;

    Noticed(byte[] body, AtomicBoolean sent) {
      super(new ByteArrayEntity(body, ContentType.APPLICATION_JSON));
      this.sent = sent;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
      sent.set(true);
      super.writeTo(out);
    }
  }

  private Answer execute(HttpUriRequestBase request, HttpClientResponseHandler<Answer> reading)
      throws IOException, HttpException {
    ClassicHttpResponse response = client.executeOpen(null, request, null);
    try {
      return reading.handleResponse(response);
    } finally {
      // Closing alone would first read what is left, however long it is.
      request.cancel();
      Closer.closeQuietly(response);
    }
  }

  private Answer echo(ClassicHttpResponse response, String expected) throws IOException {
    if (response.getCode() / 100 != 2) {
      return answer(response);
    }
    byte[] wanted = expected.getBytes(StandardCharsets.US_ASCII);
    byte[] body =
        response.getEntity() == null
            ? new byte[0]
            : response.getEntity().getContent().readNBytes(wanted.length + 1);
    return Arrays.equals(body, wanted)
        ? new Answer.Accepted(response.getCode(), "")
        : new Answer.Failed(
            response.getCode(), "answered something else than it was asked for", "", null);
  }

  private Answer answer(ClassicHttpResponse response) throws IOException {
    int status = response.getCode();
    String excerpt = status == 204 ? "" : excerpt(response);
    if (status >= 200 && status < 300) {
      return new Answer.Accepted(status, excerpt);
    }
    if (status == 410) {
      return new Answer.Gone(excerpt);
    }
    String redirected = status >= 300 && status < 400 ? ", and redirects are not followed" : "";
    return new Answer.Failed(
        status, "answered " + status + redirected, excerpt, retryAfter(response).orElse(null));
  }

  /** Reads as much as is allowed. */
  private static String excerpt(ClassicHttpResponse response) throws IOException {
    if (response.getEntity() == null) {
      return "";
    }
    InputStream content = response.getEntity().getContent();
    String text = new String(content.readNBytes(MAX_ANSWER_BYTES), StandardCharsets.UTF_8);
    String printable = text.replaceAll("\\p{Cntrl}+", " ").strip();
    return printable.length() <= MAX_EXCERPT_CHARS
        ? printable
        : printable.substring(0, MAX_EXCERPT_CHARS);
  }

  /** RFC 9110, 10.2.3: seconds or a date. */
  private Optional<Duration> retryAfter(ClassicHttpResponse response) {
    Header header = response.getFirstHeader("Retry-After");
    if (header == null || header.getValue() == null) {
      return Optional.empty();
    }
    String value = header.getValue().strip();
    try {
      Duration wait =
          value.matches("\\d{1,9}")
              ? Duration.ofSeconds(Long.parseLong(value))
              : Duration.between(
                  clock.instant(),
                  ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
      return Optional.of(wait)
          .filter(asked -> !asked.isNegative() && !asked.isZero())
          .map(asked -> asked.compareTo(LONGEST_RETRY_AFTER) > 0 ? LONGEST_RETRY_AFTER : asked);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /**
   * @param late the limit that was not held; null when it was
   */
  private static String describe(Exception failure, @Nullable Duration late) {
    if (late != null) {
      return "did not answer within " + late.toSeconds() + " s";
    }
    String message = failure.getMessage();
    String what = failure.getClass().getSimpleName();
    return "could not be reached: "
        + (message == null || message.isBlank() ? what : what + ", " + message);
  }

  @Override
  public void close() throws IOException {
    deadlines.shutdownNow();
    client.close();
  }
}
