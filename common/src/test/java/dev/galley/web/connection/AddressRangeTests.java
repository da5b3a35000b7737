package dev.galley.web.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRangeTests {

  @ParameterizedTest
  @CsvSource({
    "10.1.0.0/16, 10.1.255.255, true",
    "10.1.0.0/16, 10.2.0.0, false",
    "192.0.2.128/25, 192.0.2.127, false",
    "192.0.2.128/25, 192.0.2.200, true",
    "192.0.2.7, 192.0.2.7, true",
    "192.0.2.7, 192.0.2.8, false",
    "0.0.0.0/0, 203.0.113.9, true",
    "0.0.0.0/0, 2001:db8::1, false",
    "fd00::/8, fdab::1, true",
    "fd00::/8, fe80::1, false",
  })
  void knowsItsAddresses(String range, String address, boolean inside) {
    assertThat(AddressRange.parse(range).contains(AddressRange.literal(address))).isEqualTo(inside);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"localhost", "example.org/8", "", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/x"})
  void refusesWhatIsNoAddress(String range) {
    assertThatIllegalArgumentException().isThrownBy(() -> AddressRange.parse(range));
  }

  @Test
  void takesAnAddressWithAnInterface() {
    assertThat(AddressRange.literal("0:0:0:0:0:0:0:1").isLoopbackAddress()).isTrue();
  }
}
