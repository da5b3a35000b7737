package dev.galley.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

class BudgetTests {

  private final Budget budget = new Budget(100);

  @Test
  void givesAClientHalfAndAllTogetherNoMoreThanThereIs() {
    Budget.Share first = share("192.0.2.1");
    Budget.Share again = share("192.0.2.1");
    Budget.Share other = share("192.0.2.2");
    first.take(30);
    again.take(20);

    assertThatExceptionOfType(Budget.Exhausted.class).isThrownBy(() -> again.take(1));
    other.take(50);
    assertThatExceptionOfType(Budget.Exhausted.class).isThrownBy(() -> share("192.0.2.3").take(1));
  }

  @Test
  void hasBackWhatIsGivenBack() {
    Budget.Share share = share("2001:db8::1");
    share.take(50);
    assertThatExceptionOfType(Budget.Exhausted.class)
        .as("the same network")
        .isThrownBy(() -> share("2001:db8::2").take(1));
    share.giveBack(20);
    share.close();
    share.close();

    Budget.Share later = share("2001:db8::2");
    later.take(50);
    later.close();
    share("192.0.2.1").take(50);
    share("192.0.2.2").take(50);
    assertThat(new Budget.Exhausted().problem().getStatus()).isEqualTo(503);
  }

  @Test
  void givesWhatIsNotNeededOnlyWhileThereIsPlenty() {
    Budget.Share first = share("192.0.2.1");
    Budget.Share other = share("192.0.2.2");

    assertThat(first.takeSpare(12)).isTrue();
    assertThat(first.takeSpare(1)).as("an eighth is a client's").isFalse();
    assertThat(other.takeSpare(12)).isTrue();
    assertThat(share("192.0.2.3").takeSpare(2)).as("a quarter is for all").isFalse();
    first.take(38);
    first.close();
    assertThat(share("192.0.2.3").takeSpare(12)).isTrue();
  }

  private Budget.Share share(String address) {
    MockHttpServletRequest request = new MockHttpServletRequest();
    request.setRemoteAddr(address);
    return budget.share(request);
  }
}
