package dev.galley.post.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.post.audit.AuditAction;
import dev.galley.post.audit.AuditFixtures;
import dev.galley.web.FailedLogins;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

class WrongSecretsTests {

  @AutoClose private final TokenFixtures stored = new TokenFixtures();
  private final WrongSecrets failures =
      new WrongSecrets(
          new FailedLogins(stored.clock), AuditFixtures.audit(stored.database()), stored.clock);

  private Optional<Duration> wrong(String address) {
    MockHttpServletRequest request = new MockHttpServletRequest();
    request.setRemoteAddr(address);
    return failures.note(request, AuditAction.WRONG_TOKEN);
  }

  private long told() {
    return stored.database().getCollection("audit").countDocuments();
  }

  @Test
  void allowsTenWrongSecretsInAQuarterOfAnHour() {
    for (int i = 0; i < 10; i++) {
      assertThat(wrong("192.0.2.1")).isEmpty();
    }
    assertThat(wrong("192.0.2.1")).contains(Duration.ofMinutes(15));
    assertThat(wrong("192.0.2.2")).isEmpty();

    stored.clock.pass(Duration.ofMinutes(15));

    assertThat(wrong("192.0.2.1")).isEmpty();
  }

  @Test
  void aFloodFromOneAddressIsToldTwice() {
    for (int i = 0; i < 1_000; i++) {
      wrong("192.0.2.1");
    }

    assertThat(told()).isEqualTo(2);
  }

  @Test
  void aFloodFromManyAddressesDoesNotFillTheStore() {
    for (int i = 0; i < 1_000; i++) {
      wrong("192.0.2." + i);
    }
    assertThat(told()).isEqualTo(WrongSecrets.MAX_TOLD);

    stored.clock.pass(Duration.ofMinutes(15));
    wrong("192.0.2.1");

    assertThat(told()).isEqualTo(WrongSecrets.MAX_TOLD + 1);
  }
}
