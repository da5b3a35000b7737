package dev.galley.post.together;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.post.store.MongoStore;
import dev.galley.post.together.Note.Writer;
import dev.galley.post.together.Presence.Present;
import dev.galley.testing.VirtualTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PresenceTests {

  private static final Writer ANNA = new Writer("1", "Anna");
  private static final Writer BEN = new Writer("2", "Ben");

  @RegisterExtension static final MongoStore store = new MongoStore();

  private final VirtualTime clock = new VirtualTime(Instant.parse("2026-11-27T17:00:00Z"));
  private final Presence here = new Presence(store.database(), clock);
  private final Presence elsewhere = new Presence(store.database(), clock);

  @Test
  void countsTheWindowsOfEachPersonAtAnyInstance() {
    here.open("p", BEN, null);
    here.open("p", ANNA, null);
    Runnable closing = elsewhere.open("p", ANNA, null);
    here.open("another", BEN, null);

    assertThat(elsewhere.of("p"))
        .containsExactly(new Present("1", "Anna", 2), new Present("2", "Ben", 1));
    closing.run();
    assertThat(here.of("p"))
        .containsExactly(new Present("1", "Anna", 1), new Present("2", "Ben", 1));
  }

  @Test
  void whatAKilledInstanceLeavesEndsByItself() {
    here.open("p", ANNA, null);
    elsewhere.open("p", BEN, null);

    clock.pass(Presence.LEASE.dividedBy(2));
    elsewhere.renew();
    clock.pass(Presence.LEASE.dividedBy(2));

    assertThat(elsewhere.of("p")).containsExactly(new Present("2", "Ben", 1));
    clock.pass(Presence.LEASE);
    elsewhere.renew();
    assertThat(store.database().getCollection("presence").countDocuments()).isOne();
  }

  @Test
  void aWindowThatIsLoadedAgainIsOneThoughItsStreamFromBeforeIsNotOverYet() {
    Runnable before = here.open("p", ANNA, "w");
    elsewhere.open("p", ANNA, "w");
    here.open("p", BEN, "w");

    assertThat(here.of("p"))
        .containsExactly(new Present("1", "Anna", 1), new Present("2", "Ben", 1));
    before.run();
    assertThat(here.of("p")).contains(new Present("1", "Anna", 1));
    here.open("p", ANNA, "another");
    assertThat(here.of("p")).contains(new Present("1", "Anna", 2));
  }
}
