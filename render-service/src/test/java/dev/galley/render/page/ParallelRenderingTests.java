package dev.galley.render.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class ParallelRenderingTests {

  @AutoClose private final ParallelRendering rendering = new ParallelRendering(100);

  @Test
  void handsOverInOrderWhatFitsTogether() {
    List<List<Integer>> taken = new ArrayList<>();

    rendering.each(range(25), i -> i, i -> 10, taken::add);

    assertThat(taken).extracting(List::size).containsExactly(10, 10, 5);
    assertThat(taken.stream().flatMap(List::stream)).containsExactlyElementsOf(range(25));
  }

  @Test
  void holdsFewHoweverManyThereAre() {
    AtomicInteger held = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();

    rendering.each(
        range(500),
        i -> {
          most.accumulateAndGet(held.incrementAndGet(), Math::max);
          return i;
        },
        i -> 60,
        together -> held.addAndGet(-together.size()));

    assertThat(held).hasValue(0);
    assertThat(most.get()).isLessThanOrEqualTo(2 + 2 * Runtime.getRuntime().availableProcessors());
  }

  @Test
  void endsWithTheFirstFailure() {
    assertThatThrownBy(
            () ->
                rendering.each(
                    range(50),
                    i -> {
                      throw new IllegalArgumentException("no " + i);
                    },
                    i -> 1,
                    together -> {}))
        .hasMessage("no 0");
  }

  private static List<Integer> range(int end) {
    return IntStream.range(0, end).boxed().toList();
  }
}
