package dev.galley.feed.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.validation.Validation;
import jakarta.validation.Validator;
import jakarta.validation.ValidatorFactory;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebhookNameTests {

  @ParameterizedTest
  @CsvSource({
    "'Shop, Inc. — größe', true",
    "'متجر\u200f', true",
    "'one\ntwo', false",
    "'one\u0085two', false",
    "'one\u2028two', false",
    "'\u202eeno', false",
    "'\u2066one', false",
  })
  void isOneLine(String name, boolean valid) {
    try (ValidatorFactory factory = Validation.buildDefaultValidatorFactory()) {
      Validator validator = factory.getValidator();

      assertThat(validator.validate(new WebhookPatch(null, name, null, null, null, null)).isEmpty())
          .isEqualTo(valid);
      assertThat(
              validator
                  .validate(new WebhookRequest("https://a.example", null, null, Set.of(name), null))
                  .isEmpty())
          .isEqualTo(valid);
    }
  }
}
