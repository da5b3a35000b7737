package dev.galley.render.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.render.markdown.Markdowns;
import dev.galley.render.page.serving.Look;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class LookTests {

  private static final Instant FIRST = Instant.parse("2026-01-05T10:00:00Z");

  @AutoClose private final PageWorld world = new PageWorld(Markdowns.standard());

  @Test
  void isAsOldAsTheFirstStartWithIt() {
    assertThat(startedAt(FIRST, 1)).isEqualTo(FIRST);
    assertThat(startedAt(FIRST.plusSeconds(60), 1)).isEqualTo(FIRST);
  }

  @Test
  void isNewWheneverItIsNotThatOfTheStartBefore() {
    startedAt(FIRST, 1);

    assertThat(startedAt(FIRST.plusSeconds(60), 2)).isEqualTo(FIRST.plusSeconds(60));
    assertThat(startedAt(FIRST.plusSeconds(120), 1)).isEqualTo(FIRST.plusSeconds(120));
  }

  private Instant startedAt(Instant time, long number) {
    Look look = world.look(number, Clock.fixed(time, ZoneOffset.UTC));
    look.load();
    return look.since();
  }
}
