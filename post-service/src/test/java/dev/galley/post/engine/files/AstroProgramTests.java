package dev.galley.post.engine.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AstroProgramTests {

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '|',
      value = {
        "getCollection('blog', ({ data }) => !data.archived)                  ~ archived ~ true  ~ false",
        "getCollection('blog', ({ data }) => !data.archived)                  ~ archived ~ false ~ true",
        "getCollection('blog', (post) => post.data.archived !== true && x)    ~ archived ~ true  ~ false",
        "(await getCollection('blog')).filter((p) => !p.data.hideMe)          ~ hideMe   ~ yes   ~ false",
        "getCollection('b', ({data}) => import.meta.env.PROD ? !data.wip : 1) ~ wip      ~ true  ~ false",
        "getCollection('blog', ({ data }) => data.approved === true)          ~ approved ~ true  ~ true",
        "getCollection('blog', ({ data }) => data.approved === true)          ~ other    ~ true  ~ false",
        "posts.filter(({ data }) => data.tags.includes(tag))                  ~ other    ~ true  ~ true",
        "posts.filter(({ data }) => !data.tags.includes(tag))                 ~ tags     ~ x     ~ true",
        "posts.filter(({ data }) => data.lang === 'en')                       ~ other    ~ true  ~ true",
        "// getCollection('blog', ({ data }) => !data.archived)               ~ archived ~ true  ~ true",
      })
  void readsWhatIsAskedBeforeAPostIsShown(
      String program, String name, String value, boolean isShown) {
    assertThat(AstroProgram.of(program).reasons(Map.of(name, value)).isEmpty()).isEqualTo(isShown);
  }

  @Test
  void readsWhatHoldsWhereAPostSaysNothing() {
    Map<String, String> site =
        Map.of(
            "src/content/config.ts",
            "z.object({ title: z.string(), draft: z.boolean().default(true) })",
            "src/pages/index.astro",
            "const posts = await getCollection('blog', ({ data }) => !data.draft);");
    AstroProgram program =
        AstroProgram.in("", site.keySet(), path -> site.get(path).getBytes(StandardCharsets.UTF_8));

    assertThat(program.reasons(Map.of("title", "A")))
        .containsExactly("the site's program shows none whose draft is true");
    assertThat(program.reasons(Map.of("draft", false))).isEmpty();
  }

  @Test
  void readsOfAQuestionWithoutAnEndNoMoreThanPeopleWrite() {
    String far = ".filter(" + " ".repeat(2_000) + "!data.archived)";

    assertThat(AstroProgram.of(far).reasons(Map.of("archived", true))).isEmpty();
    assertThat(AstroProgram.of(".filter(".repeat(25_000)).reasons(Map.of("x", true))).isEmpty();
  }

  @Test
  void keepsEveryPostWhereProgramsAreTooLongAndReadsNoOthers() {
    String asks = "await getCollection('blog', ({ data }) => !data.archived);";
    String many = "x;".repeat(150_000);

    assertThat(reasons(Map.of("src/pages/a.astro", asks + many)))
        .containsExactly("the site's programs are too long to be read");
    assertThat(reasons(Map.of("src/pages/a.astro", asks, "src/charts.js", many))).isEmpty();
  }

  private static List<String> reasons(Map<String, String> site) {
    return AstroProgram.in(
            "", site.keySet(), path -> site.get(path).getBytes(StandardCharsets.UTF_8))
        .reasons(Map.of("title", "A"));
  }
}
