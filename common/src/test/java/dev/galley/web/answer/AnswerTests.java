package dev.galley.web.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.web.Problems;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpStatus;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** What RFC 9110 says of conditions, codings and HEAD, for whatever is served from memory. */
class AnswerTests {

  private static final Instant CHANGED = Instant.parse("2026-03-01T10:00:00Z");
  private static final String DATE = "Sun, 01 Mar 2026 10:00:01 GMT";
  private static final String BEFORE = "Sun, 01 Mar 2026 10:00:00 GMT";
  private static final String TEXT = "Words, words, words. ".repeat(50);

  private final Clock clock = Clock.fixed(CHANGED.plusSeconds(60), ZoneOffset.UTC);
  private final Representation body = Representation.html(TEXT);
  private final Answer answer = Answer.ok(body, LastModified.of(CHANGED));
  private final String tag = String.valueOf(answered("GET").getHeader("ETag"));

  @Test
  void sendsTheBytesWithWhatACacheNeeds() {
    MockHttpServletResponse response = answered("GET");

    assertThat(response.getStatus()).isEqualTo(200);
    assertThat(response.getContentAsByteArray()).isEqualTo(TEXT.getBytes(StandardCharsets.UTF_8));
    assertThat(response.getContentLength()).isEqualTo(TEXT.length());
    assertThat(response.getContentType()).isEqualTo("text/html;charset=UTF-8");
    assertThat(response.getHeader("ETag")).matches("\"[\\w-]{22}\"");
    assertThat(response.getHeader("Last-Modified")).isEqualTo(DATE);
    assertThat(response.getHeader("Cache-Control")).isEqualTo("no-cache");
    assertThat(response.getHeader("Vary")).isEqualTo("Accept-Encoding");
  }

  // RFC 9110, 9.3.2: the header fields of a GET, without the content.
  @Test
  void answersHeadWithTheHeadersOfGet() {
    MockHttpServletResponse head = answered("HEAD");
    MockHttpServletResponse get = answered("GET");

    assertThat(head.getContentAsByteArray()).isEmpty();
    assertThat(head.getHeaderNames()).containsExactlyElementsOf(get.getHeaderNames());
    assertThat(head.getHeaderNames())
        .allSatisfy(name -> assertThat(head.getHeader(name)).isEqualTo(get.getHeader(name)));
  }

  // RFC 9110, 8.8.3.3: the codings are two representations and have two strong tags.
  @Test
  void compressesForWhoeverAccepts() throws IOException {
    MockHttpServletResponse response = answered("GET", "Accept-Encoding", "br, gzip;q=0.8");

    assertThat(response.getHeader("Content-Encoding")).isEqualTo("gzip");
    assertThat(response.getContentLength())
        .isEqualTo(response.getContentAsByteArray().length)
        .isLessThan(TEXT.length());
    assertThat(
            new GZIPInputStream(new ByteArrayInputStream(response.getContentAsByteArray()))
                .readAllBytes())
        .isEqualTo(body.plain());
    assertThat(response.getHeader("ETag")).isNotEqualTo(tag);
    assertThat(answered("GET", "Accept-Encoding", "gzip;q=0").getHeader("Content-Encoding"))
        .isNull();
  }

  @Test
  void doesNotCompressWhatGetsNoSmaller() {
    Answer small = Answer.ok(Representation.html("Hello."));

    MockHttpServletResponse response = answered(small, "GET", "Accept-Encoding", "gzip");

    assertThat(response.getHeader("Content-Encoding")).isNull();
    assertThat(response.getContentAsByteArray()).isEqualTo("Hello.".getBytes());
  }

  // RFC 9110, 5.3: lines of one name are one list.
  @Test
  void readsAListFromSeveralLines() {
    MockHttpServletRequest request = new MockHttpServletRequest("GET", "/");
    request.addHeader("If-None-Match", "\"other\"");
    request.addHeader("If-None-Match", tag);

    assertThat(answered(answer, request).getStatus()).isEqualTo(304);
  }

  // RFC 9110, 13.1.2 and 15.4.5.
  @ParameterizedTest
  @ValueSource(strings = {"%s", "W/%s", "\"other\", %s", "\"a,b\",W/%s", "*", " * "})
  void saysThatTheReaderHasIt(String ifNoneMatch) {
    MockHttpServletResponse response = answered("GET", "If-None-Match", ifNoneMatch.formatted(tag));

    assertThat(response.getStatus()).isEqualTo(304);
    assertThat(response.getContentAsByteArray()).isEmpty();
    assertThat(response.getHeader("Content-Length")).isNull();
    assertThat(response.getHeader("ETag")).isEqualTo(tag);
    assertThat(response.getHeader("Last-Modified")).isEqualTo(DATE);
    assertThat(response.getHeader("Cache-Control")).isEqualTo("no-cache");
    assertThat(response.getHeader("Vary")).isEqualTo("Accept-Encoding");
  }

  @Test
  void comparesWithTheTagOfWhatItWouldSend() {
    assertThat(answered("GET", "If-None-Match", tag, "Accept-Encoding", "gzip").getStatus())
        .isEqualTo(200);
    String other = answered("GET", "Accept-Encoding", "gzip").getHeader("ETag");
    assertThat(answered("GET", "If-None-Match", other, "Accept-Encoding", "gzip").getStatus())
        .isEqualTo(304);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"other\"", "other", "", "\"*\"", "\"%s\"", "\"other, %s"})
  void sendsItToWhoeverHasAnother(String ifNoneMatch) {
    assertThat(answered("GET", "If-None-Match", ifNoneMatch.formatted("x")).getStatus())
        .isEqualTo(200);
  }

  // RFC 9110, 13.1.3: what is no date is ignored, and so is the header beside If-None-Match.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        DATE + "|304",
        "Mon, 02 Mar 2026 10:00:00 GMT|304",
        BEFORE + "|200",
        "yesterday|200",
      })
  void comparesDates(String ifModifiedSince, int status) {
    assertThat(answered("GET", "If-Modified-Since", ifModifiedSince).getStatus()).isEqualTo(status);
    assertThat(
            answered("GET", "If-Modified-Since", ifModifiedSince, "If-None-Match", "\"other\"")
                .getStatus())
        .isEqualTo(200);
  }

  // RFC 9110, 13.1.1: a strong comparison.
  @Test
  void refusesWhoeverWantsAnother() {
    assertThat(answered("GET", "If-Match", "\"other\"").getStatus()).isEqualTo(412);
    assertThat(answered("GET", "If-Match", "W/" + tag).getStatus()).isEqualTo(412);
    assertThat(answered("GET", "If-Match", "\"other\", " + tag).getStatus()).isEqualTo(200);
    assertThat(answered("GET", "If-Match", "*").getStatus()).isEqualTo(200);
    assertThat(answered("GET", "If-Match", "\"other\"").getContentAsByteArray()).isEmpty();
  }

  // RFC 9110, 13.1.4 and 13.2.2: If-Match comes first, and hides the date.
  @Test
  void refusesWhoeverWantsAnOlderOne() {
    assertThat(answered("GET", "If-Unmodified-Since", BEFORE).getStatus()).isEqualTo(412);
    assertThat(answered("GET", "If-Unmodified-Since", DATE).getStatus()).isEqualTo(200);
    assertThat(answered("GET", "If-Unmodified-Since", "yesterday").getStatus()).isEqualTo(200);
    assertThat(answered("GET", "If-Unmodified-Since", BEFORE, "If-Match", tag).getStatus())
        .isEqualTo(200);
    assertThat(answered("GET", "If-Match", "\"other\"", "If-None-Match", tag).getStatus())
        .isEqualTo(412);
  }

  // RFC 9110, 13.2.1: conditions count only where the answer would be a success.
  @Test
  void failsWhateverTheConditions() {
    Answer missing =
        Answer.failure(Problems.of(HttpStatus.NOT_FOUND, "nothing", "Nothing", "Nothing here."));

    MockHttpServletResponse response = answered(missing, "GET", "If-None-Match", "*");

    assertThat(response.getStatus()).isEqualTo(404);
    assertThat(response.getContentType()).isEqualTo("application/problem+json");
    assertThat(response.getHeader("ETag")).isNull();
    assertThat(new String(response.getContentAsByteArray(), StandardCharsets.UTF_8))
        .contains("\"type\":\"/problems/nothing\"");
  }

  @Test
  void leadsElsewhere() {
    MockHttpServletResponse response = answered(Answer.movedTo("/there"), "GET");

    assertThat(response.getStatus()).isEqualTo(301);
    assertThat(response.getHeader("Location")).isEqualTo("/there");
    assertThat(response.getHeader("Cache-Control")).isEqualTo("public, max-age=300");
  }

  @Test
  void leadsElsewhereOnlyByWhatAHeaderCanCarry() {
    MockHttpServletResponse response = answered(Answer.movedTo("/日本/%20?x=é\u202e\r\n#y"), "GET");

    assertThat(response.getHeader("Location"))
        .isEqualTo("/%E6%97%A5%E6%9C%AC/%20?x=%C3%A9%E2%80%AE%0D%0A#y");
  }

  private MockHttpServletResponse answered(String method, String... headers) {
    return answered(answer, method, headers);
  }

  private MockHttpServletResponse answered(Answer answer, String method, String... headers) {
    MockHttpServletRequest request = new MockHttpServletRequest(method, "/");
    for (int i = 0; i < headers.length; i += 2) {
      request.addHeader(headers[i], headers[i + 1]);
    }
    return answered(answer, request);
  }

  private MockHttpServletResponse answered(Answer answer, MockHttpServletRequest request) {
    MockHttpServletResponse response = new MockHttpServletResponse();
    try {
      answer.send(request, response, clock);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return response;
  }
}
