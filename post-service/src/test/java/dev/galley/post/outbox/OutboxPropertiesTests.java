package dev.galley.post.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.mock.env.MockEnvironment;

class OutboxPropertiesTests {

  // What a dead instance has left is to be sent within ten seconds.
  @Test
  void leaveTwoSecondsForClocksThatDifferAndForSending() {
    OutboxProperties properties =
        Binder.get(new MockEnvironment()).bindOrCreate("galley.outbox", OutboxProperties.class);

    assertThat(properties.lease().plus(properties.sweepInterval()))
        .isLessThanOrEqualTo(Duration.ofSeconds(8));
    assertThat(properties.leaseAtStart()).isLessThanOrEqualTo(properties.lease());
  }
}
