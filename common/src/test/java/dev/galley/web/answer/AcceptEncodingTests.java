package dev.galley.web.answer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9110, 12.5.3, its examples among them. */
class AcceptEncodingTests {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "compress, gzip",
        "*",
        "compress;q=0.5, gzip;q=1.0",
        "gzip;q=1.0, identity; q=0.5, *;q=0",
        "gzip, deflate, br, zstd",
        "GZIP",
        "x-gzip",
        "br;q=1.0, gzip ; Q=0.001",
        "identity;q=0.5, gzip;q=0.5",
        "identity;q=0, *",
        "deflate,,gzip,",
      })
  void takesTheCompressedBytes(String header) {
    assertThat(AcceptEncoding.prefersGzip(header)).isTrue();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        " , ;",
        "br",
        "identity",
        "gzip;q=0",
        "gzip; q=0.000",
        "*;q=0",
        "gzip;q=0, *",
        "identity, gzip;q=0.5",
        "*, identity;q=1.0, gzip;q=0.9",
        "gzipped",
        "gzip;q=high",
        "gzip;q=1.5",
        "identity;q=0",
      })
  void takesThePlainBytes(String header) {
    assertThat(AcceptEncoding.prefersGzip(header)).isFalse();
  }
}
