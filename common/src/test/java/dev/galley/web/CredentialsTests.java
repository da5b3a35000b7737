package dev.galley.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;

class CredentialsTests {

  private static MockHttpServletRequest change() {
    MockHttpServletRequest request = new MockHttpServletRequest("POST", "/api/posts");
    request.addHeader("Host", "site.example");
    return request;
  }

  @Test
  void takesBearerTokensAlone() {
    MockHttpServletRequest request = change();
    request.addHeader("Authorization", "bearer glly_x-y_z=");

    assertThat(Credentials.bearer(request)).contains("glly_x-y_z=");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Basic Z2xseTp4", "Digest glly_x", "Bearerglly_x", "glly_x", ""})
  void takesNoOtherSchemeForAToken(String authorization) {
    MockHttpServletRequest request = change();
    request.addHeader("Authorization", authorization);

    assertThat(Credentials.bearer(request)).isEmpty();
    assertThat(Credentials.cookiesCount(request)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer cookies:session=x", "Bearer ", "Bearer a b"})
  void takesAMalformedTokenForNobodys(String authorization) {
    MockHttpServletRequest request = change();
    request.addHeader("Authorization", authorization);

    assertThat(Credentials.bearer(request)).contains("malformed");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        // Origin, Sec-Fetch-Site, X-Galley-Editor, cookies count, foreign
        "-, -, -, false, false",
        "-, -, 1, true, false",
        "https://site.example, -, -, true, false",
        "http://site.example, same-origin, -, true, false",
        "-, same-origin, -, true, false",
        "https://evil.example, -, 1, false, true",
        "https://evil.example, cross-site, 1, false, true",
        "https://site.example, cross-site, 1, false, true",
        "https://site.example, same-site, -, false, true",
        "https://other.site.example, same-site, 1, false, true",
        "https://site.example:444, -, 1, false, true",
        "null, -, 1, false, true",
        "-, cross-site, 1, false, true",
        "-, none, -, false, false",
      })
  void letsCookiesCountForChangesOfThisSiteAlone(
      String origin, String site, String editor, boolean count, boolean foreign) {
    MockHttpServletRequest request = change();
    if (origin != null) {
      request.addHeader("Origin", origin);
    }
    if (site != null) {
      request.addHeader("Sec-Fetch-Site", site);
    }
    if (editor != null) {
      request.addHeader(Credentials.EDITOR_HEADER, editor);
    }

    assertThat(Credentials.cookiesCount(request)).isEqualTo(count);
    assertThat(Credentials.isForeign(request)).isEqualTo(foreign);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD", "OPTIONS"})
  void letsCookiesCountForReading(String method) {
    assertThat(Credentials.cookiesCount(new MockHttpServletRequest(method, "/api/posts"))).isTrue();
  }
}
