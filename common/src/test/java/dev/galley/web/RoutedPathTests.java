package dev.galley.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;

class RoutedPathTests {

  @ParameterizedTest
  @CsvSource({
    "/api/session, /api/session",
    "/api/%73ession, /api/session",
    "/api;a=b/session;c, /api/session",
    "/api/session/, /api/session/",
    "/gr%C3%B6%C3%9Fe, /größe",
    "/, /",
  })
  void isTheSameHoweverItIsWritten(String written, String path) {
    assertThat(RoutedPath.of(new MockHttpServletRequest("GET", written))).isEqualTo(path);
  }
}
