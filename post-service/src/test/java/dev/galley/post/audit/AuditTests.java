package dev.galley.post.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.post.store.MongoStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

class AuditTests {

  private static final Instant NOW = Instant.parse("2017-11-03T12:00:00Z");
  private static final AuditProperties KEPT = new AuditProperties(Duration.ofDays(30), 3);

  @AutoClose private final MongoStore store = new MongoStore();
  private final Audit audit = at(NOW);

  private Audit at(Instant now) {
    return new Audit(store.database(), KEPT, Clock.fixed(now, ZoneOffset.UTC));
  }

  private static void exported(Audit audit, String detail) {
    audit.record(
        new MockHttpServletRequest(),
        new Who("1", "chris", null),
        AuditAction.EXPORTED,
        "s",
        detail);
  }

  private static List<String> details(List<AuditEntry> entries) {
    return entries.stream().map(AuditEntry::detail).toList();
  }

  @Test
  void tellsWhoDidWhatFromWhereAndWhen() {
    exported(audit, "all");

    AuditEntry entry = audit.list(10, null).get(0);
    assertThat(entry)
        .isEqualTo(
            new AuditEntry(
                entry.id(),
                NOW,
                AuditAction.EXPORTED,
                new Who("1", "chris", null),
                "127.0.0.1",
                "s",
                "all"));
  }

  @Test
  void keepsWhatItIsToldOnOneLine() {
    exported(audit, "a\r\nb\u0000\u202ec");

    assertThat(details(audit.list(1, null))).containsExactly("a b c");
  }

  @Test
  void pagesThroughTheNewestFirst() {
    for (String detail : List.of("a", "b", "c")) {
      exported(audit, detail);
    }

    List<AuditEntry> first = audit.list(2, null);
    assertThat(details(first)).containsExactly("c", "b");
    assertThat(details(audit.list(2, first.get(1).id()))).containsExactly("a");
  }

  @Test
  void keepsNoMoreThanItIsAllowedAndTheNewest() {
    for (String detail : List.of("a", "b", "c", "d", "e")) {
      exported(audit, detail);
    }

    audit.forget();
    audit.forget();

    assertThat(details(audit.list(10, null))).containsExactly("e", "d", "c");
  }

  @Test
  void keepsNothingLongerThanItIsAllowed() {
    exported(audit, "old");
    exported(at(NOW.plus(Duration.ofDays(1))), "new");

    at(NOW.plus(Duration.ofDays(30)).plusSeconds(1)).forget();

    assertThat(details(audit.list(10, null))).containsExactly("new");
  }

  @Test
  void cutsWhatIsLong() {
    exported(audit, "x".repeat(10_000));

    assertThat(audit.list(1, null).get(0).detail()).hasSize(300).endsWith("x…");
  }
}
