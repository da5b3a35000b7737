package dev.galley.post.together;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.galley.post.content.InvalidContent;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PassagesTests {

  private static final String TEXT =
      """
      Week 459
      ========

      On Monday we asked each other for consent, and found that asking is most of the work.

      James wrote about the talk that he gave in Bristol, which went well.

      On Friday we published at five.
      """;

  private static Anchor anchor(String exact) {
    int start = TEXT.indexOf(exact);
    int end = start + exact.length();
    return Anchor.of(
        exact,
        TEXT.substring(Math.max(0, start - 32), start),
        TEXT.substring(end, Math.min(TEXT.length(), end + 32)),
        start);
  }

  private static String found(String text, Anchor anchor) {
    return new Passages(text)
        .find(anchor)
        .map(place -> Passages.oneFeed(text).substring(place.start(), place.end()))
        .orElse("gone");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Week 459",
        "five",
        "James wrote about the talk that he gave in Bristol, which went well.",
        "of the work.\n\nJames wrote"
      })
  void findsWhatStandsWhereItStood(String passage) {
    assertThat(found(TEXT, anchor(passage))).isEqualTo(passage);
  }

  @Test
  void findsAParagraphThatMovedToTheTop() {
    String james = "James wrote about the talk that he gave in Bristol, which went well.";
    String moved = james + "\n\n" + TEXT.replace(james + "\n\n", "");

    assertThat(new Passages(moved).find(anchor(james)).orElseThrow().start()).isZero();
    assertThat(found(moved, anchor("Bristol"))).isEqualTo("Bristol");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "asked each other for consent, and found that asking is most of the work"
            + "|found that asking is|learned that asking was"
            + "|asked each other for consent, and learned that asking was most of the work",
        "the talk that he gave in Bristol|that he gave|he held|the talk he held in Bristol",
        "Bristol|Bristol|Bath|Bath",
        "On Friday we published at five|On Friday we|On Friday we all|On Friday we all published at five",
      })
  void findsWhatWasEditedALittle(String passage, String from, String to, String now) {
    assertThat(found(TEXT.replace(from, to), anchor(passage))).isEqualTo(now);
  }

  @Test
  void findsWhatMovedAndWasEditedALittle() {
    String james = "James wrote about the talk that he gave in Bristol, which went well.";
    String moved =
        "James has written about the talk that he gave in Bristol, which went very well.\n\n"
            + TEXT.replace(james, "");

    assertThat(found(moved, anchor(james))).startsWith("James has").endsWith("very well");
  }

  @Test
  void tellsTheSameWordsApartByTheirSurroundings() {
    String twice = "The first one is here.\n\nThe second one is there.\n";
    int second = twice.lastIndexOf("one is");
    Anchor anchor = Anchor.of("one", "The second ", " is there.", second);

    assertThat(new Passages(twice).find(anchor).orElseThrow().start()).isEqualTo(second);
    assertThat(new Passages("New.\n\n" + twice).find(anchor).orElseThrow().start())
        .isEqualTo(second + 6);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"James wrote about the talk that he gave in Bristol, which went well.", "Bristol"})
  void saysThatTheTextOfWhatWasTakenOutIsGone(String passage) {
    String without =
        TEXT.replace(
            "James wrote about the talk that he gave in Bristol, which went well.\n\n", "");

    assertThat(found(without, anchor(passage))).isEqualTo("gone");
    assertThat(found("", anchor(passage))).isEqualTo("gone");
  }

  // A short word stands in any text; only its surroundings say that it is this one.
  @Test
  void doesNotTakeAShortWordElsewhereForThePassage() {
    assertThat(found("Give me five minutes.", anchor("five"))).isEqualTo("gone");
  }

  @Test
  void countsALineBreakAsOneCharacter() {
    String windows = TEXT.replace("\n", "\r\n");

    assertThat(new Passages(windows).find(anchor("Bristol")))
        .isEqualTo(new Passages(TEXT).find(anchor("Bristol")));
    assertThat(Anchor.of("work.\r\n\r\nJames", null, null, 0).exact()).isEqualTo("work.\n\nJames");
  }

  @Test
  void keepsTheNearestOfLongSurroundingsAndNoHalfCharacters() {
    Anchor anchor = Anchor.of("x", "😀" + "a".repeat(63), "b".repeat(63) + "😀", 0);

    assertThat(anchor.prefix()).isEqualTo("a".repeat(63));
    assertThat(anchor.suffix()).isEqualTo("b".repeat(63));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  \n ", "a\u0000b", "\u202Eabc"})
  void refusesWhatIsNoPassage(String exact) {
    assertThatExceptionOfType(InvalidContent.class)
        .isThrownBy(() -> Anchor.of(exact, null, null, 0));
    assertThatExceptionOfType(InvalidContent.class)
        .isThrownBy(() -> Anchor.of("x".repeat(Anchor.MAX_EXACT_CHARS + 1), null, null, 0));
  }

  // 200 notes on a post of a megabyte that repeats itself; quadratic work would take hours.
  @Test
  @Timeout(value = 60, unit = TimeUnit.SECONDS)
  void isNotHeldUpByATextThatRepeatsItself() {
    for (String unit : new String[] {"a", "a b ", "one two three four "}) {
      Passages passages = new Passages(unit.repeat(1024 * 1024 / unit.length()));
      String quote = unit.repeat(600 / unit.length());
      for (int i = 0; i < 200; i++) {
        Anchor anchor = Anchor.of(quote + "x " + quote.substring(0, 300), quote, quote, 500_000);
        passages.find(anchor);
      }
    }
  }
}
