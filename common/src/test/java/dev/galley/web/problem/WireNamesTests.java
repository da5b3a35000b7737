package dev.galley.web.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.galley.event.ReviewRound;
import org.junit.jupiter.api.Test;
import org.springframework.core.convert.ConversionFailedException;
import org.springframework.format.support.DefaultFormattingConversionService;
import org.springframework.format.support.FormattingConversionService;

class WireNamesTests {

  private final FormattingConversionService conversion = new DefaultFormattingConversionService();

  WireNamesTests() {
    conversion.addConverter(new WireNames());
  }

  @Test
  void readsWhatAnswersShowAndTheConstantsThemselves() {
    assertThat(kind("stand-aside")).isEqualTo(ReviewRound.Kind.STAND_ASIDE);
    assertThat(kind("STAND_ASIDE")).isEqualTo(ReviewRound.Kind.STAND_ASIDE);
    assertThat(kind("")).isNull();
  }

  @Test
  void readsNothingElse() {
    for (String other : new String[] {"Stand-aside", "0", " consent", "null"}) {
      assertThatThrownBy(() -> kind(other)).as(other).isInstanceOf(ConversionFailedException.class);
    }
  }

  private ReviewRound.Kind kind(String text) {
    return conversion.convert(text, ReviewRound.Kind.class);
  }
}
