package dev.galley.post.engine.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.post.engine.rules.Engine;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShortcodesTests {

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      value = {
        "HUGO => [a]({{< relref \"b.md\" >}}) => [a](/to-b.md)",
        "HUGO => {{% ref path=\"b.md\" %}} => /to-b.md",
        "HUGO => {{< gist me 12 >}} => [Gist me/12](https://gist.github.com/me/12)",
        "HUGO => {{< x_simple user=\"a\" id=\"12\" >}} => [Tweet](https://twitter.com/a/status/12)",
        "HUGO => {{< instagram CxO-1 hidecaption >}} => [Instagram](https://www.instagram.com/p/CxO-1/)",
        "HUGO => {{</* figure x */>}} => {{< figure x >}}",
        "HUGO => {{ .Title }} {% if %} => {{ .Title }} {% if %}",
        "HUGO => `{{< ref b >}}` => `{{< ref b >}}`",
        "JEKYLL => {% post_url 2015-01-01-b %} => /to-2015-01-01-b",
        "JEKYLL => {{ site.baseurl }}/a.png => /a.png",
        "JEKYLL => {{ '/a.png' | relative_url }} => /a.png",
        "JEKYLL => {{ '/a.png' | prepend: site.baseurl }} => /a.png",
        "JEKYLL => {% raw %}{{ a }}{% endraw %} => {{ a }}",
        "JEKYLL => a{% comment %}{{ b }}{% endcomment %}c => ac",
        "JEKYLL => a{% # b %}c{%- # d -%}e => ace",
        "ZOLA => ## A {#id} => ## A {#id}",
        "HEXO => {% asset_img a.png Some text %} => ![Some text](a.png)",
        "ASTRO => {{ a }} {% b %} => {{ a }} {% b %}",
      })
  void writesOutWhatHasAMeaning(Engine engine, String text, String written) {
    Shortcodes shortcodes = shortcodes(engine);

    assertThat(shortcodes.written(text)).isEqualTo(written);
    assertThat(shortcodes.unknown()).isEmpty();
  }

  @Test
  void leavesAnEmptyLineBetweenABlockAndTheMarkdownBehindIt() {
    String figure = "<figure><img src=\"a.png\" alt=\"\" /></figure>";
    String text =
        """
        Before {{< figure src="a.png" >}} *after*
        {{< figure src="a.png" >}} \t
        next
        {{< figure src="a.png" >}}""";

    assertThat(shortcodes(Engine.HUGO).written(text))
        .isEqualTo("Before \n%1$s\n\n*after*\n\n%1$s\n\nnext\n\n%1$s\n".formatted(figure));
  }

  @ParameterizedTest
  @CsvSource({
    "HUGO, {{< notice >}}",
    "HUGO, {{< youtube \"a\" onload=x >}}{{< youtube \"<b>\" >}}",
    "JEKYLL, {% include a.html %}",
    "JEKYLL, {{ page.author }}",
    "FOLDER, {% for a in b %}",
    "FOLDER, {% # a %}",
    "ELEVENTY, a {# b #}",
  })
  void findsWhatHasNone(Engine engine, String text) {
    Shortcodes shortcodes = shortcodes(engine);

    assertThat(shortcodes.written(text))
        .contains(text.substring(text.lastIndexOf("{{") < 0 ? 0 : text.lastIndexOf("{{")));
    assertThat(shortcodes.unknown()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{<",
        "{%",
        "{{",
        "{% raw %}",
        "{% highlight x %}",
        "{{</*",
        "{% comment %}",
        "{{< a",
        "{{ '",
        "`",
        "](",
        "<img src=",
        "{{< figure src=\"",
        "{% a ",
        "{{ \"a\" | ",
        "{#"
      })
  @Timeout(value = 5, unit = TimeUnit.SECONDS)
  void takesTimeThatGrowsWithTheLength(String part) {
    String text = part.repeat(200_000 / part.length());

    String written = shortcodes(Engine.FOLDER).written(text + ">}}%}}}");

    assertThat(References.replaced(written, target -> target)).isNotEmpty();
  }

  /** Liquid comes before Markdown: a backtick in code does not open a span of it. */
  @Test
  void readsABlockOfCodeWhateverItSaysOfBackticks() {
    String text =
        """
        {% highlight yaml %}
        type: "posts" # previously `post`
        {{ kept }}
        {% endhighlight %}

        Use `{% highlight x %}` and `{% endhighlight %}`.
        """;

    Shortcodes shortcodes = shortcodes(Engine.JEKYLL);

    assertThat(shortcodes.written(text))
        .contains("```yaml\ntype: \"posts\" # previously `post`\n{{ kept }}\n```\n")
        .contains("Use `{% highlight x %}` and `{% endhighlight %}`.");
    assertThat(shortcodes.unknown()).isEmpty();
  }

  @Test
  void leavesOutCommentsWhereTheirEngineDoes() {
    String code = "```\na{% comment %}b{% endcomment %}c {# d #}\n```";

    assertThat(shortcodes(Engine.JEKYLL).written(code)).isEqualTo("```\nac {# d #}\n```");
    assertThat(shortcodes(Engine.HEXO).written(code)).isEqualTo(code);
    assertThat(shortcodes(Engine.HEXO).written("a{# b\n{{ c }} #}d")).isEqualTo("ad");
    assertThat(shortcodes(Engine.JEKYLL).written("{% raw %}{% comment %}b{% endraw %}"))
        .isEqualTo("{% comment %}b");
  }

  @Test
  void findsWhatLiquidShowsToSomeAlsoInCode() {
    Shortcodes jekyll = shortcodes(Engine.JEKYLL);

    jekyll.written("```\n{% if a %}b{% endif %}\n```");

    assertThat(jekyll.unknown()).containsExactly("{% if a %}");
  }

  /** What a site defines itself may show nothing of what the tag holds. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "HUGO ~ layouts/shortcodes/figure.html ~ {{< figure src=\"a.png\" caption=\"b\" >}}",
        "HUGO ~ themes/t/layouts/_shortcodes/Ref.en.html ~ [a]({{% ref \"b.md\" %}})",
        "HUGO ~ layouts/shortcodes/highlight.html ~ {{< highlight go >}}a{{< /highlight >}}",
        "ZOLA ~ templates/shortcodes/youtube.html ~ {{ youtube(id=\"a\") }}",
        "ZOLA ~ themes/t/templates/shortcodes/vimeo.md ~ {{ vimeo(id=\"a\") }}",
        "JEKYLL ~ _plugins/g.rb: Liquid::Template.register_tag('gist', G) ~ {% gist a %}",
        "JEKYLL ~ _plugins/h.rb: register_tag 'highlight', H ~ {% highlight a %}b{% endhighlight %}",
        "ELEVENTY ~ eleventy.config.js: c.addPairedShortcode('youtube', f) ~ {% youtube \"a\" %}",
        "ELEVENTY ~ tags.mjs: c.addNunjucksAsyncShortcode(\"figure\", f) ~ {% figure \"a\" %}",
        "HEXO ~ scripts/a.js: hexo.extend.tag.register('asset_img', f) ~ {% asset_img a.png %}",
      })
  void takesATagOfTheSiteForWhatItIsNot(Engine engine, String defined, String text) {
    String path = "site/" + defined.replaceFirst(": .*", "");
    OwnTags own =
        OwnTags.in(
            engine,
            "site/",
            List.of(path, "site/layouts/figure.html", "site/static/shortcodes/x.html"),
            file -> (file.equals(path) ? defined : "").getBytes(StandardCharsets.UTF_8));
    Shortcodes shortcodes = shortcodes(engine, own);

    assertThat(shortcodes.written(text)).isEqualTo(text);
    assertThat(shortcodes.unknown()).isNotEmpty();
    assertThat(own.names()).hasSize(1);
  }

  private static Shortcodes shortcodes(Engine engine) {
    return shortcodes(engine, OwnTags.NONE);
  }

  private static Shortcodes shortcodes(Engine engine, OwnTags own) {
    return new Shortcodes(
        engine,
        own,
        name -> Optional.ofNullable(Map.of("site.baseurl", "").get(name)),
        target -> Optional.of("/to-" + target));
  }
}
