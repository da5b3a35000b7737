package dev.galley.render.page;

import static dev.galley.render.page.PostFixtures.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.galley.event.PostEvent;
import dev.galley.event.Topics;
import dev.galley.render.markdown.Markdowns;
import dev.galley.stream.codec.BadEvent;
import dev.galley.stream.consuming.Received;
import dev.galley.stream.consuming.TestBinding;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.listener.BatchListenerFailedException;

class PageBindingTests {

  private final PageWorld world = new PageWorld(Markdowns.standard());
  private final TestBinding binding =
      new TestBinding("render-service", Functions.class, PublishingPages.class, world.publishing);

  static class Functions {

    @Bean
    Consumer<List<Received<PostEvent>>> posts(PublishingPages publishing) {
      return new PageConfiguration().posts(publishing);
    }
  }

  @AfterEach
  void stop() {
    binding.close();
    world.close();
  }

  @Test
  void aPostBecomesAPage() {
    binding.poll(
        List.of(TestBinding.record(Topics.POSTS, post("week-1").body("Hello.").published())));

    assertThat(world.index.live("week-1")).isPresent();
  }

  @Test
  void whatIsNoPostIsRefusedAfterThePostsBeforeIt() {
    var before = TestBinding.record(Topics.POSTS, post("week-1").published());
    var bad = TestBinding.bad(Topics.POSTS, post("week-2").published());

    assertThatExceptionOfType(BatchListenerFailedException.class)
        .isThrownBy(() -> binding.poll(List.of(before, bad)))
        .withCauseInstanceOf(BadEvent.class)
        .satisfies(failure -> assertThat(failure.getRecord()).isSameAs(bad));

    assertThat(world.index.live("week-1")).isPresent();
    assertThat(world.index.live("week-2")).isEmpty();
  }
}
