package dev.galley.post.snip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Content that wants to cost time when it is looked at for a title, tags and links. */
@Timeout(value = 5, unit = TimeUnit.SECONDS)
class HostileContentTests {

  private static final SnipPath PATH = SnipPath.of("a.snip.markdown").orElseThrow();
  private static final int MANY = 1_000_000;

  @ParameterizedTest
  @MethodSource
  void readsInTimeThatGrowsWithTheLength(String content) {
    ReadManuscript read =
        ManuscriptReaders.read(
            PATH, (content + "\n\n:erb: true\n").getBytes(StandardCharsets.UTF_8));

    assertThat(read.warnings()).hasSizeLessThanOrEqualTo(40);
  }

  static Stream<String> readsInTimeThatGrowsWithTheLength() {
    return Stream.of(
        "[".repeat(MANY),
        "[a".repeat(MANY / 2),
        "[a][".repeat(MANY / 4),
        "[a](".repeat(MANY / 4),
        "[a][b]\n".repeat(MANY / 7),
        "[a]: b\n".repeat(MANY / 7),
        "[^".repeat(MANY / 2) + "\n===",
        "{:".repeat(MANY / 2) + "\n===",
        "<a".repeat(MANY / 2) + "\n===",
        "# a" + " ".repeat(MANY) + "b",
        "# " + "#".repeat(MANY) + "b",
        "`".repeat(MANY),
        "` ".repeat(MANY / 2),
        "```\n~~~\n".repeat(MANY / 8),
        IntStream.range(3, 1_200).mapToObj("`"::repeat).collect(Collectors.joining("\n")),
        "<%".repeat(MANY / 2),
        "<%>%>".repeat(MANY / 5),
        "<%= by 'a' %>\n".repeat(MANY / 14),
        "<%= " + "link_to ".repeat(MANY / 8) + "%>",
        "<%= by " + "'a', ".repeat(MANY / 5) + "'a' %>",
        "<%= " + " ".repeat(MANY) + "%>",
        "\n".repeat(MANY),
        "a\n=\n".repeat(MANY / 4));
  }

  @Test
  void refusesWhatIsTooLargeBeforeLookingAtIt() {
    assertThatThrownBy(() -> ManuscriptReaders.read(PATH, new byte[3 * 1024 * 1024]))
        .isInstanceOf(BrokenSnip.class)
        .hasMessage("larger than 1114112 bytes");
  }
}
