package dev.galley.feed.mail;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailAddressTests {

  @ParameterizedTest
  @CsvSource({
    "ada@example.org, ada@example.org",
    "' Ada.Lovelace+galley@Example.ORG ', Ada.Lovelace+galley@example.org",
    "o'neil@example.org, o'neil@example.org",
    "ada@bücher.example, ada@xn--bcher-kva.example",
  })
  void takesWhatMailCanBeSentTo(String given, String address) {
    assertThat(MailAddress.of(given)).map(MailAddress::text).contains(address);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "@",
        "ada",
        "ada@",
        "@example.org",
        "ada@localhost",
        "ada@127.0.0.1",
        "ada@example..org",
        "ada..l@example.org",
        "a b@example.org",
        "ada@example.org, eve@example.org",
        "ada@example.org\r\nBcc: eve@example.org",
        "ada@example.org\nBcc: eve@example.org",
        "\"ada\"@example.org",
        "Ada <ada@example.org>",
        "=cmd|'/C@example.org",
        "ada@-example.org",
        "ada@[192.0.2.1]",
        "adä@example.org",
        "a\u0000b@example.org",
      })
  void refusesEverythingElse(String given) {
    assertThat(MailAddress.of(given)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {65, 300})
  void refusesWhatIsTooLong(int chars) {
    assertThat(MailAddress.of("a".repeat(chars) + "@example.org")).isEmpty();
  }
}
