package dev.galley.render.page;

import static dev.galley.render.page.PostFixtures.idOf;
import static dev.galley.render.page.PostFixtures.post;
import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.render.markdown.Markdowns;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class ForgettingGonePagesTests {

  private static final Duration YEAR = Duration.ofDays(365);

  @AutoClose private final PageWorld world = new PageWorld(Markdowns.standard());

  @Test
  void nothingOfAPageThatLeftTheSiteIsKeptButItsAddressAndTitle() {
    world.publish(post("week-1").body("A secret.").published());
    world.publish(post("week-1").revision(2).gone());

    Page kept = world.pages.find(idOf("week-1")).orElseThrow();

    assertThat(kept.content()).isNull();
    assertThat(kept.entry().excerpt()).isNull();
    assertThat(new String(kept.source(), StandardCharsets.UTF_8)).doesNotContain("secret");
  }

  @Test
  void afterAYearItIsForgotten() {
    world.publish(post("week-1").published(), post("week-2").published());
    world.publish(post("week-1").revision(2).gone());
    Instant left = world.index.byId(idOf("week-1")).orElseThrow().acceptedAt();

    forgetAt(left.plus(YEAR));
    assertThat(world.pages.find(idOf("week-1"))).isPresent();

    forgetAt(left.plus(YEAR).plusSeconds(1));
    assertThat(world.pages.find(idOf("week-1"))).isEmpty();
    assertThat(world.index.at("/week-1")).isNull();
    assertThat(world.index.live("week-2")).isPresent();
    assertThat(world.pages.find(idOf("week-2"))).isPresent();
  }

  private void forgetAt(Instant now) {
    new ForgettingGonePages(world.index, world.pages, YEAR, Clock.fixed(now, ZoneOffset.UTC))
        .forget();
  }
}
