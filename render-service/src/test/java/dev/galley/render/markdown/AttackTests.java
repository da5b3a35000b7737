package dev.galley.render.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.DataNode;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No attack leaves anything that runs, whatever way it takes through a document. */
class AttackTests {

  private static final List<String> SURROUNDINGS =
      List.of(
          "%s",
          "text %s text",
          "* %s",
          "> %s",
          "# %s",
          "<div>%s</div>",
          "<div markdown=\"1\">\n%s\n</div>",
          "<table><tr><td>%s",
          "<b><p>%s",
          "[link %s](/x)",
          "x[^1]\n\n[^1]: %s");

  private static final Set<String> FORBIDDEN =
      Set.of(
          "script",
          "style",
          "link",
          "meta",
          "base",
          "object",
          "embed",
          "applet",
          "form",
          "svg",
          "math",
          "template",
          "noscript",
          "frame",
          "frameset",
          "button",
          "select",
          "textarea",
          "portal");

  @AutoClose private static GuardedMarkdown markdown;

  @BeforeAll
  static void start() {
    markdown = MarkdownFixtures.markdown();
  }

  static Stream<String> attacks() {
    return Attacks.all().stream();
  }

  @Test
  void areMany() {
    assertThat(Attacks.all()).hasSizeGreaterThanOrEqualTo(200);
  }

  @ParameterizedTest
  @MethodSource("attacks")
  void leaveNothingThatRuns(String attack) {
    for (String surrounding : SURROUNDINGS) {
      String document = surrounding.formatted(attack);

      for (Format format : Format.values()) {
        assertHarmless(markdown.render(new Source(format, document)).html());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("attacks")
  void areSanitisedOnceAndForAll(String attack) {
    for (String surrounding : SURROUNDINGS) {
      for (Format format : Format.values()) {
        String once = markdown.render(new Source(format, surrounding.formatted(attack))).html();

        assertThat(markdown.render(new Source(Format.HTML, once)).html()).isEqualTo(once);
      }
    }
  }

  private static void assertHarmless(String html) {
    Element body = Jsoup.parse("<!doctype html><body>" + html).body();
    for (Element element : body.getAllElements()) {
      assertThat(element.normalName()).as(html).isNotIn(FORBIDDEN);
      assertThat(element.tag().namespace()).as(html).isEqualTo(Parser.NamespaceHtml);
      assertThat(element.childNodes()).as(html).noneMatch(DataNode.class::isInstance);
      element.attributes().forEach(attribute -> assertHarmless(attribute, html));
    }
    assertThat(body.select("iframe"))
        .as(html)
        .allMatch(frame -> frame.attr("src").matches("(https?:)?//www\\.youtube\\.com/embed/.*"))
        .allMatch(frame -> !frame.attr("sandbox").contains("top-navigation"));
    assertThat(body.select("a[target=_blank]"))
        .as(html)
        .allMatch(link -> link.attr("rel").contains("noopener"));
  }

  private static void assertHarmless(Attribute attribute, String html) {
    String name = attribute.getKey().toLowerCase(Locale.ROOT);
    String value = attribute.getValue().replaceAll("[\\x00-\\x20]", "").toLowerCase(Locale.ROOT);
    assertThat(name)
        .as(html)
        .doesNotStartWith("on")
        .isNotIn("srcdoc", "formaction", "action", "ping");
    if (Set.of("href", "src", "cite", "poster", "background").contains(name)) {
      assertThat(value).as(html).matches("(?:https?:|mailto:|[^:]*[/?#]|[^:]*$)(?s:.*)");
    }
    if (name.equals("srcset")) {
      assertThat(value).as(html).doesNotContain("javascript:", "data:", "vbscript:", "file:");
    }
    if (name.equals("style")) {
      assertThat(value)
          .as(html)
          .doesNotContain("url", "expression", "position", "\\", "@", "image-set");
    }
  }
}
