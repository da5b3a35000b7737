package dev.galley.post.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaceTests {

  @ParameterizedTest
  @CsvSource({
    "/nothing, 'A [link](/nothing) here', 9, 17",
    "/images/a%20b.png, '![](</images/a b.png>)', 5, 20",
    "/x?a=1&b=2, '<a href=\"/x?a=1&amp;b=2\">', 9, 23",
    "[ref], 'An [a][ref] one', 6, 11",
    "A heading that is quite a bit longer than the others, '#### A heading that is quite a bit longer than *the others*', 5, 45",
  })
  void isWhereTheTextHasIt(String about, String text, int start, int end) {
    assertThat(Place.of(about, text)).isEqualTo(new Place(start, end));
  }

  @ParameterizedTest
  @CsvSource({"/nothing, else", "'', text", "%zz, text"})
  void isUnknownWhereTheTextDoesNotHaveIt(String about, String text) {
    assertThat(Place.of(about, text)).isNull();
  }
}
