package dev.galley.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class EventPushTests {

  private final AtomicInteger ended = new AtomicInteger();
  private final MockHttpServletResponse response = new MockHttpServletResponse();

  @Test
  void endsWhenItsSourceFailsInWhateverWay() {
    EventPush stream =
        stream(
            Runnable::run,
            () -> {
              throw new NoClassDefFoundError("dev/galley/Missing");
            });

    stream.wake();

    assertThat(ended).hasValue(1);
    assertThat(stream.send(EventPush.comment("alive", null))).isFalse();
  }

  @Test
  void endsWhenTheProcessCanHaveNoMoreThreads() {
    EventPush stream =
        stream(
            task -> {
              throw new OutOfMemoryError("unable to create native thread");
            },
            List::of);

    assertThat(stream.send(EventPush.comment("alive", null))).isFalse();

    assertThat(ended).hasValue(1);
  }

  @Test
  void sendsAllThatItsSourceHas() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    EventPush stream =
        stream(
            Runnable::run,
            () ->
                asked.incrementAndGet() > 2
                    ? List.of()
                    : List.of(EventPush.event("" + asked, "Post", "{}")));

    stream.wake();

    assertThat(response.getContentAsString())
        .isEqualTo("id:1\nevent:Post\ndata:{}\n\nid:2\nevent:Post\ndata:{}\n\n");
    assertThat(ended).hasValue(0);
  }

  private EventPush stream(Executor writers, Supplier<List<String>> source) {
    MockHttpServletRequest request = new MockHttpServletRequest();
    request.setAsyncSupported(true);
    return new EventPush(request, response, writers, source, ended::incrementAndGet);
  }
}
