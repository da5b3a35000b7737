package dev.galley.post.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.post.outbox.World.Bounds;
import dev.galley.post.outbox.World.Rule;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Walks through everything that can happen to one post between two instances, the store and the
 * topic, in every order. The decisions are those of {@link Outgoing}; only the world is a model.
 */
class OutgoingTests {

  /** How a state was reached. */
  private record Origin(World before, String step) {}

  /** Each with some of the accidents: all of them at once are more states than a test can hold. */
  @Test
  void endsWithTheCurrentEventAndEveryAnnouncementNamedWhateverHappens() {
    assertThat(explore(Rule.REAL, new Bounds(3, 0, 0, 0, 0))).isEmpty();
    assertThat(explore(Rule.REAL, new Bounds(2, 1, 1, 0, 0))).isEmpty();
    assertThat(explore(Rule.REAL, new Bounds(2, 0, 0, 0, 1))).isEmpty();
    assertThat(explore(Rule.REAL, new Bounds(1, 1, 1, 1, 1))).isEmpty();
  }

  /** That this exploration would have found what was wrong, and why the rule is no simpler. */
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "REAL")
  void findsAnOrderInWhichAnotherRuleFails(Rule rule) {
    Optional<List<String>> counterexample = explore(rule, new Bounds(2, 1, 0, 0, 1));

    assertThat(counterexample).isPresent();
  }

  /** The steps that lead to a wrong end, or nothing when there is none. */
  private static Optional<List<String>> explore(Rule rule, Bounds bounds) {
    World start = World.start(rule, bounds);
    Map<World, Origin> seen = new HashMap<>();
    Map<Object, Object> parts = new HashMap<>();
    Deque<World> open = new ArrayDeque<>(List.of(start));
    seen.put(start, new Origin(start, "start"));
    while (!open.isEmpty()) {
      World world = open.poll();
      if (world.isWrong()) {
        return Optional.of(steps(world, seen));
      }
      world
          .successors()
          .forEach(
              (step, reached) -> {
                if (!seen.containsKey(reached)) {
                  World next = reached.sharing(parts);
                  seen.put(next, new Origin(world, step));
                  open.add(next);
                }
              });
    }
    return Optional.empty();
  }

  private static List<String> steps(World end, Map<World, Origin> seen) {
    List<String> steps = new ArrayList<>();
    World world = end;
    while (seen.get(world).before() != world) {
      steps.add(seen.get(world).step());
      world = seen.get(world).before();
    }
    Collections.reverse(steps);
    return steps;
  }
}
