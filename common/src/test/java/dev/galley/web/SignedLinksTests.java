package dev.galley.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
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

  @Test
  void knowsItsOwnCodesOnly() {
    UUID subject = UUID.fromString("00000000-0000-7000-8000-00000000002a");
    UUID neighbour = UUID.fromString("00000000-0000-7000-8000-00000000002b");
    String code = links.code("report", subject);

    assertThat(code).matches("[0-9a-z]{38}");
    assertThat(links.coded("report", code)).contains(subject);
    assertThat(links.coded("report", code.toUpperCase(Locale.ROOT))).contains(subject);
    assertThat(links.coded("end", code)).isEmpty();
    BigInteger number = new BigInteger(code, 36);
    for (BigInteger step : List.of(BigInteger.ONE, BigInteger.ONE.shiftLeft(64))) {
      String next = "0".repeat(38) + number.add(step).toString(36);
      assertThat(links.coded("report", next.substring(next.length() - 38))).isEmpty();
    }
    assertThat(links.code("report", neighbour)).isNotEqualTo(code);
    assertThat(links.coded("report", "z".repeat(38))).isEmpty();
    assertThat(links.coded("report", code + "0")).isEmpty();
    assertThat(links.coded("report", subject.toString())).isEmpty();
    assertThat(links.coded("report", "")).isEmpty();
  }
}
