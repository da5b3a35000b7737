package dev.galley.post.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.event.PostPublished;
import dev.galley.post.content.Change.Action;
import dev.galley.post.content.Content;
import dev.galley.post.content.Post;
import dev.galley.post.content.Revision;
import dev.galley.post.transfer.EarlierVersions.Version;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class EarlierVersionsTests {

  private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
  private static final Instant FIRST = Instant.parse("2016-01-01T10:00:00.123456Z");

  private final Map<String, byte[]> archive = new TreeMap<>();
  @AutoClose private Importing importing;

  @BeforeEach
  void open() {
    importing = new Importing(Clock.fixed(NOW, ZoneOffset.UTC));
    file("snips/notes/tea.md", "---\ntitle: Tea\n---\nGreen.");
  }

  private void file(String path, String text) {
    archive.put(path, text.getBytes(StandardCharsets.UTF_8));
  }

  private void earlier(String path, int list, Object... versions) throws Exception {
    byte[] hash =
        MessageDigest.getInstance("SHA-256").digest(path.getBytes(StandardCharsets.UTF_8));
    archive.put(
        ".galley/history/%s-%04d.json".formatted(HexFormat.of().formatHex(hash), list),
        JsonMapper.shared().writeValueAsBytes(versions));
  }

  private static Version version(int days, String path, String text) {
    return new Version(FIRST.plusSeconds(days * 86_400L), "Ana Größe", "abc Change", path, text);
  }

  private ImportReport bring() throws Exception {
    return importing.bring(
        Zips.of(archive), new ImportingArchives.Options(true, false, "example.org"));
  }

  private Post tea() {
    return importing.posts.findBySlug("tea").orElseThrow();
  }

  private List<Revision> history() {
    List<Revision> history =
        new ArrayList<>(importing.posts.revisions(tea(), Long.MAX_VALUE, 1_000));
    java.util.Collections.reverse(history);
    return history;
  }

  @Test
  void becomeTheHistoryOfANewPostWithAuthorAndTime() throws Exception {
    earlier("notes/tea.md", 0, version(3, "notes/tea.md", "---\ntitle: Tea\n---\nBlack."));
    earlier(
        "notes/tea.md",
        1,
        version(2, "drinks/tee.md", "---\ntitle: Tee\ndraft: true\n---\nSecret."));

    ImportReport report = bring();

    assertThat(report.files())
        .singleElement()
        .satisfies(file -> assertThat(file.published()).isTrue());
    assertThat(tea().revision()).isEqualTo(3);
    assertThat(history())
        .extracting(Revision::revision, Revision::by, Revision::at, Revision::note)
        .startsWith(
            org.assertj.core.groups.Tuple.tuple(
                1L, "Ana Größe", Instant.parse("2016-01-03T10:00:00.123Z"), "abc Change"),
            org.assertj.core.groups.Tuple.tuple(
                2L, "Ana Größe", Instant.parse("2016-01-04T10:00:00.123Z"), "abc Change"))
        .hasSize(3);
    assertThat(history()).extracting(Revision::action).containsOnly(Action.IMPORTED);
    Content first = importing.posts.contentAt(tea(), 1).orElseThrow();
    assertThat(first.title()).isEqualTo("Tee");
    assertThat(first.body()).isEqualTo("Secret.");
    assertThat(first.slug()).as("who restores it keeps the address").isEqualTo("tea");
    assertThat(importing.posts.contentAt(tea(), 3).orElseThrow().body()).isEqualTo("Green.");
  }

  /** What was a draft then, or is gone, is for editors alone. */
  @Test
  void areInNoEvent() throws Exception {
    earlier("notes/tea.md", 0, version(2, "notes/tea.md", "---\ntitle: Secret\n---\nSecret."));

    bring();

    assertThat(importing.posts.events())
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.revision()).isEqualTo(2);
              assertThat(((PostPublished) event).body()).isEqualTo("Green.");
              assertThat(event.toString()).doesNotContain("Secret");
            });
  }

  @Test
  void changeNothingWhenTheyComeAgain() throws Exception {
    earlier("notes/tea.md", 0, version(2, "notes/tea.md", "---\ntitle: Tea\n---\nBlack."));
    bring();
    Post before = tea();
    earlier("notes/tea.md", 1, version(1, "notes/tea.md", "---\ntitle: Tea\n---\nMint."));

    ImportReport again = bring();

    assertThat(again.totals().unchanged()).isEqualTo(1);
    assertThat(tea()).isEqualTo(before);
    assertThat(history()).hasSize(2);
    assertThat(importing.posts.histories()).isEqualTo(1);
  }

  @Test
  void thatCannotBeReadOrSayTheSameAreNone() throws Exception {
    earlier(
        "notes/tea.md",
        0,
        version(9, "notes/tea.md", "---\ntitle: Tea\n---\nGreen."),
        version(8, "notes/tea.md", "---\ntitle: [broken\n---\nX"),
        version(7, "notes/tea.txt", "of no kind"),
        version(6, "notes/tea.md", "---\ntitle: Tea\n---\nBlack."),
        version(5, "old/tea.md", "---\ntitle: Tea\n---\nBlack."),
        version(90_000, "notes/tea.md", "---\ntitle: Tea\n---\nFrom the future."));

    bring();

    assertThat(history()).hasSize(3);
    assertThat(importing.posts.contentAt(tea(), 1).orElseThrow().body())
        .isEqualTo("From the future.");
    assertThat(history().get(0).at()).isEqualTo(NOW);
  }

  @Test
  void thatAreMalformedAreLeftOut() throws Exception {
    earlier("notes/tea.md", 0, Map.of("text", "no author"), "neither");

    assertThat(bring().totals().created()).isEqualTo(1);
    assertThat(tea().revision()).isEqualTo(1);
  }

  @Test
  void goWithAPostThatIsRefused() throws Exception {
    archive.clear();
    for (String path : List.of("a/tea.snip.markdown", "b/tea.snip.markdown")) {
      file("snips/" + path, "Green.\n\n:title: " + path);
      earlier(path, 0, version(2, path, "Black.\n\n:title: " + path));
    }

    ImportReport report = bring();

    assertThat(report.totals().created()).isEqualTo(1);
    assertThat(report.totals().rejected()).isEqualTo(1);
    assertThat(importing.posts.histories()).isEqualTo(1);
    assertThat(history()).hasSize(2);
  }
}
