package dev.galley.local.origin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestPathTests {

  @ParameterizedTest
  @CsvSource({
    "/, RENDER",
    "/week-459, RENDER",
    "/archive, RENDER",
    "/tags/x, RENDER",
    "/apicture, RENDER",
    "/images/blog/a.jpg, RENDER",
    "/tags/feed.xml, RENDER",
    "/api, POST",
    "/api/posts/1/publish, POST",
    "/%61pi/posts, POST",
    "/editor/, POST",
    "/editor, POST",
    "/api/webhooks, FEED",
    "/api/webhooks/1/deliveries, FEED",
    "/api/webhooksx, POST",
    "/api/subscribers/counts, FEED",
    "/api/mail, FEED",
    "/websub, FEED",
    "/api/websub, FEED",
    "/subscribe, FEED",
    "/subscribe/end/x, FEED",
    "/subscribers, RENDER",
    "/events, FEED",
    "/events/schema, FEED",
    "/feed.xml, FEED",
    "/rss.xml, FEED",
    "/feed.json, FEED",
    "/GoFreeRangeBlog, FEED",
    "/tags/ruby/feed.xml, FEED",
    "/authors/chris-roos/feed.json, FEED",
    "/metrics, METRICS",
    "/metrics/x, NOBODY",
    "/actuator/env, NOBODY",
  })
  void findsWhoAnswers(String path, Destination destination) {
    assertThat(RequestPath.segments(path).map(Routes::of)).contains(destination);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "//api/posts",
        "/api//posts",
        "/x/../api/posts",
        "/./api",
        "/api/..",
        "/%2e%2e/api",
        "/.%2E/api",
        "/api%2fposts",
        "/api%2Fposts",
        "/api\\posts",
        "/api%5cposts",
        "/api;x=1/posts",
        "/a%00b",
        "/a%0ab",
        "/a%",
        "/a%2",
        "/a%zz",
        "/a%c0%ae",
        "*",
        "",
        "api"
      })
  void refusesWhatCouldBeReadInTwoWays(String path) {
    assertThat(RequestPath.segments(path)).isEmpty();
  }

  @Test
  void decodesSegmentsAsUtf8() {
    assertThat(RequestPath.segments("/gr%C3%B6%C3%9Fe/a%20b/")).contains(List.of("größe", "a b"));
    // No parameter, since it is decoded after those are cut off.
    assertThat(RequestPath.segments("/tags/a%3bb")).contains(List.of("tags", "a;b"));
  }
}
