package dev.galley.render.preview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.render.markdown.dialect.Finding;
import dev.galley.render.markdown.dialect.Finding.Code;
import dev.galley.render.markdown.dialect.Findings;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SurroundingsTests {

  private static final Set<String> THERE = Set.of("/", "/week-1", "/images/sea.jpg");

  private final Surroundings surroundings =
      new Surroundings(path -> !THERE.contains(path), URI.create("https://example.org"));

  private List<Finding> findings(String html) {
    Findings findings = new Findings();
    surroundings.lookAt(html, "week-2", findings);
    return findings.all();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/week-1",
        "week-1#notes",
        "https://example.org/week-1?x=1",
        "http://example.org/week-1",
        "https://example.org",
        "/",
        "#here",
        "/week-2",
        "https://example.com/nothing",
        "mailto:a@example.org",
        "/feed.xml",
        "/tags/ruby/feed.xml",
        "/subscribe",
        "/editor/",
        "::not an address::"
      })
  void saysNothingOfALinkThatLeadsSomewhere(String address) {
    assertThat(findings("<a href=\"" + address + "\">x</a>")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/nothing",
        "nothing",
        "https://EXAMPLE.org/nothing",
        "/week-1/more",
        "//example.org/no"
      })
  void noticesALinkToAnAddressOfTheSiteThatHasNoAnswer(String address) {
    assertThat(findings("<p><a href=\"" + address + "\">x</a>"))
        .containsExactly(
            new Finding(Code.DEAD_LINK, "A link leads to nothing on this site", address));
  }

  @Test
  void noticesAPictureThatSaysNothingToWhoDoesNotSeeIt() {
    assertThat(
            findings(
                "<img src=\"/images/sea.jpg\" alt=\"\"><img src=\"/images/sea.jpg\" alt=\"Sea\">"))
        .containsExactly(
            new Finding(Code.MISSING_ALT, "A picture has no alternative text", "/images/sea.jpg"));
  }

  @Test
  void noticesAPictureThatIsNotThere() {
    assertThat(findings("<img src=\"/images/lake.jpg\" alt=\"Lake\">"))
        .containsExactly(
            new Finding(Code.DEAD_LINK, "There is no such picture", "/images/lake.jpg"));
  }
}
