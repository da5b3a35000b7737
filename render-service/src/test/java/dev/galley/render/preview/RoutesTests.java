package dev.galley.render.preview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.web.RouteRules;
import org.junit.jupiter.api.Test;

class RoutesTests {

  /**
   * What is for readers are no routes of controllers; {@link InternalFilter} keeps these. Pictures
   * come from a servlet.
   */
  @Test
  void hasARuleForEveryRoute() {
    assertThat(RouteRules.served("dev.galley.render"))
        .containsExactlyInAnyOrderElementsOf(
            RouteRules.of(
                    path -> path.startsWith("/internal/") && !path.startsWith("/internal/images/"))
                .keySet());
  }
}
