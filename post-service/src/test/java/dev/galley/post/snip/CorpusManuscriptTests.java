package dev.galley.post.snip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CorpusManuscriptTests {

  private final Map<String, ReadManuscript> read = readAll();

  @Test
  void readsEverySnip() {
    assertThat(read).hasSize(260);
    assertThat(read.values()).extracting(one -> one.manuscript().slug()).doesNotHaveDuplicates();
    assertThat(read.values().stream().filter(one -> one.manuscript().createdAt() == null))
        .extracting(one -> one.manuscript().slug())
        .as("snips without a time: only the one without metadata")
        .containsExactly("tagline");
  }

  @Test
  void writesEverySnipSoThatItReadsTheSame() {
    List<String> different = new ArrayList<>();

    read.forEach(
        (path, one) -> {
          WrittenManuscript written = ManuscriptWriter.write(path, one.manuscript());
          ReadManuscript again =
              ManuscriptReaders.read(SnipPath.of(written.path()).orElseThrow(), written.bytes());
          if (!written.path().equals(path) || !again.equals(one)) {
            different.add(path);
          }
        });

    assertThat(different).isEmpty();
  }

  @Test
  void leavesOnlyTemplatesUnpublished() {
    assertThat(read.entrySet())
        .filteredOn(entry -> !entry.getValue().isPublishable())
        .extracting(Map.Entry::getKey)
        .containsExactlyInAnyOrder(
            "templates/show-and-tell-nn.snip.markdown",
            "templates/week-nnn-links.snip.markdown",
            "templates/week-nnn.snip.markdown");
  }

  @Test
  void keepsTheOffsetOfWeek459() {
    Manuscript week459 = read.get("weeknotes/week-459.snip.markdown").manuscript();

    assertThat(week459.title()).isEqualTo("Week 459");
    assertThat(week459.kind()).isEqualTo("blog");
    assertThat(week459.createdAt()).hasToString("2017-11-03T16:33:22.562621Z");
  }

  private static Map<String, ReadManuscript> readAll() {
    Map<String, ReadManuscript> read = new TreeMap<>();
    Corpus.snips()
        .forEach(
            (path, bytes) ->
                read.put(path, ManuscriptReaders.read(SnipPath.of(path).orElseThrow(), bytes)));
    return read;
  }
}
