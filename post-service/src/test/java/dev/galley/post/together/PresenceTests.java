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
    here.open("p", BEN);
    here.open("p", ANNA);
    Runnable closing = elsewhere.open("p", ANNA);
    here.open("another", BEN);

    assertThat(elsewhere.of("p"))
        .containsExactly(new Present("1", "Anna", 2), new Present("2", "Ben", 1));
    closing.run();
    assertThat(here.of("p"))
        .containsExactly(new Present("1", "Anna", 1), new Present("2", "Ben", 1));
  }

  @Test
  void whatAKilledInstanceLeavesEndsByItself() {
    here.open("p", ANNA);
    elsewhere.open("p", BEN);

    clock.pass(Presence.LEASE.dividedBy(2));
    elsewhere.renew();
    clock.pass(Presence.LEASE.dividedBy(2));

    assertThat(elsewhere.of("p")).containsExactly(new Present("2", "Ben", 1));
    clock.pass(Presence.LEASE);
    elsewhere.renew();
    assertThat(store.database().getCollection("presence").countDocuments()).isOne();
  }
}
