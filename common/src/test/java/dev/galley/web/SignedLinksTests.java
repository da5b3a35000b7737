package dev.galley.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SignedLinksTests {

  private final SignedLinks links = new SignedLinks(new byte[32]);

  @Test
  void knowsItsOwnTokensOnly() {
    String token = links.token("end", "id-1");

    assertThat(links.subject("end", token)).contains("id-1");
    assertThat(links.subject("settings", token)).isEmpty();
    assertThat(links.subject("end", token.replace("id-1", "id-2"))).isEmpty();
    assertThat(links.subject("end", token.substring(0, token.length() - 1))).isEmpty();
    assertThat(links.subject("end", "id-1.")).isEmpty();
    assertThat(links.subject("end", "id-1")).isEmpty();
    assertThat(links.subject("end", "")).isEmpty();
    assertThat(links.subject("end", "x".repeat(100_000))).isEmpty();

    byte[] other = new byte[32];
    other[0] = 1;
    assertThat(new SignedLinks(other).subject("end", token)).isEmpty();
  }
}
