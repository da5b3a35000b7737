package dev.galley.render.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.galley.render.markdown.Markdowns;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The tags are as they stand in the corpus, unless a test says otherwise. */
class TemplateHelpersTests {

  private final RenderingSnips rendering = new RenderingSnips(Markdowns.standard());
  private final FakeLibrary library = new FakeLibrary();

  @Test
  void signsWithInitialsThatLinkToTheAuthor() {
    assertThat(html("Your comments here. <%= by('chris-roos') %>"))
        .isEqualTo("<p>Your comments here. <em>— <a href=\"/chris-roos\">CR</a></em></p>");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "<%= image_tag('blog/2017-11-30-networking-is-tiring.jpg', alt: 'Networking is tiring') %>"
            + "|<p><img alt=\"Networking is tiring\""
            + " src=\"/images/blog/2017-11-30-networking-is-tiring.jpg\"></p>",
        "<%= image_tag('blog/2014-02-10-15-57-32-double rainbow.jpg', alt: 'Double rainbow') %>"
            + "|<p><img alt=\"Double rainbow\""
            + " src=\"/images/blog/2014-02-10-15-57-32-double%20rainbow.jpg\"></p>",
        "<%= image_tag('blog/x.jpg', alt: \"View from Chris R's new office\") %>"
            + "|<p><img alt=\"View from Chris R's new office\" src=\"/images/blog/x.jpg\"></p>",
        "<%= image_tag('blog/chris-hair-face.jpg', alt: 'Chris: HairFACE', style: 'width:100%') %>"
            + "|<p><img alt=\"Chris: HairFACE\" style=\"width: 100%\""
            + " src=\"/images/blog/chris-hair-face.jpg\"></p>",
        "[<%= image_tag('blog/a.jpg', alt: 'A', width: '100%') %>](<%= image_path('blog/a.jpg') %>)"
            + "|<p><a href=\"/images/blog/a.jpg\"><img alt=\"A\" width=\"100%\""
            + " src=\"/images/blog/a.jpg\"></a></p>",
      })
  void showsImages(String body, String expected) {
    assertThat(html(body)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "<%= link_to 'the map', '/data' %>|<p><a href=\"/data\">the map</a></p>",
        "<%= link_to('Tom & Ben', 'http://e.org/?a=1&b=2', title: 'T') %>"
            + "|<p><a href=\"http://e.org/?a=1&amp;b=2\" title=\"T\">Tom &amp; Ben</a></p>",
        "<%= link_to image_tag('blog/a.jpg', alt: 'A'), image_path('blog/a.jpg') %>"
            + "|<p><a href=\"/images/blog/a.jpg\"><img alt=\"A\" src=\"/images/blog/a.jpg\"></a></p>",
        "<%= link_to(image_tag('a.jpg', :alt => 'A'), 'https://e.org/') %>"
            + "|<p><a href=\"https://e.org/\"><img alt=\"A\" src=\"/images/a.jpg\"></a></p>",
      })
  void linksTextAndImages(String body, String expected) {
    assertThat(html(body)).isEqualTo(expected);
  }

  @Test
  void includesAnotherPostRendered() {
    library.with("working-together", "We *like* it.\n\n    code, not <%= touched %>", Map.of());

    Content content = render("<%= include_snip 'working-together' %>\n\nAfter.", "contact");

    assertThat(content.html())
        .contains("<p>We <em>like</em> it.</p>")
        .contains("code, not &lt;%= touched %&gt;")
        .contains("<p>After.</p>")
        .doesNotContain("galleyslot");
    assertThat(content.included()).containsExactly(Map.entry("working-together", 7L));
  }

  @Test
  void splitsTheParagraphInWhichABlockIsIncluded() {
    library.with("a", "One.", Map.of()).with("b", "Two.", Map.of());

    assertThat(html("Before <%= include_snip 'a' %>\n<%= include_snip 'b' %> after"))
        .isEqualToIgnoringWhitespace("<p>Before </p><p>One.</p><p>Two.</p><p> after</p>");
  }

  @Test
  void saysWhichIncludedPostIsMissingAndGoesOn() {
    Content content = render("Before.\n\n<%= include_snip 'about' %>\n\nAfter.", "start");

    assertThat(content.html()).contains("<p>Before.</p>").contains("<p>After.</p>");
    assertThat(content.warnings()).contains("Line 3: include_snip 'about': no such post is live");
    assertThat(content.included()).containsEntry("about", 0L);
  }

  @Test
  void introducesAMember() {
    library.with(
        "james-adam",
        "[James](http://lazyatom.com) co-founded it.",
        Map.of("site", "lazyatom.com", "image", "people/james-adam.jpg", "twitter", "lazyatom"));

    assertThat(html("<ol>\n  <li>\n    <%= member 'james-adam' %>\n  </li>\n</ol>"))
        .contains("<img src=\"/images/people/james-adam.jpg\" alt=\"Photo of James Adam\">")
        .contains("<h3>James Adam</h3>")
        .contains(
            "<a href=\"http://lazyatom.com\">Website</a> / <a href=\"https://twitter.com/lazyatom\">Twitter</a>")
        .contains("<a href=\"http://lazyatom.com\">James</a> co-founded it.");
  }

  @Test
  void introducesAProjectByItsDisplayName() {
    library.with("mocha", "A library.", Map.of("display_name", "Mocha <3"));

    assertThat(html("<%= project 'mocha' %>"))
        .contains("<h3>Mocha &lt;3</h3>")
        .contains("<p>A library.</p>");
  }

  @Test
  void listsAllPostsNewestFirst() {
    library.listing("week-2", "Week 2 & 3").listing("week-1", "Week 1");

    Content content =
        render(
            """
            <ol class="blog_list" reversed>
              <% Bloggable.all.to_enum.with_index(1).reverse_each do |snip, index| %>
                <%= content_tag(:li, link_to_snip(snip), value: index) %>
              <% end %>
            </ol>
            """,
            "blog");

    assertThat(content.html())
        .contains(
            "<li><a href=\"/week-2\">Week 2 &amp; 3</a></li>\n"
                + "<li><a href=\"/week-1\">Week 1</a></li>");
    assertThat(content.lists()).containsExactly(PostList.BLOGGABLE);
  }

  @Test
  void leavesTagsAloneWithoutErb() {
    Snip snip =
        new Snip("x", 1, "X", "markdown", "```\n<%= ENV['SECRET'] %>\n```", Map.of("erb", "no"));

    assertThat(rendering.render(snip, library).html()).contains("&lt;%= ENV['SECRET'] %&gt;");
  }

  @Test
  void dropsCommentsAndKeepsTheEscapedTag() {
    assertThat(html("a<%# nothing %>b `<%% x`")).isEqualTo("<p>ab <code>&lt;% x</code></p>");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<%= ENV['HOME'] %>",
        "<%= system('ls') %>",
        "<%= `ls` %>",
        "<%= by('chris-roos').upcase %>",
        "<%= by(\"#{name}\") %>",
        "<%= by 'a'; exit %>",
        "<% 3.times do %>x<% end %>",
        "<% Bloggable.all.each do |snip| %>x<% end %>",
        "<%= include_snip '../secrets' %>",
        "<%= image_tag %>",
        "<%= image_tag('a.jpg', alt: by('x')) %>",
        "<%= link_to 'only text' %>",
      })
  void refusesEverythingElseWithItsLine(String tag) {
    assertThatThrownBy(() -> html("First.\n\nThird: " + tag))
        .isInstanceOf(TemplateFault.class)
        .hasMessageStartingWith("Line 3: ");
  }

  @Test
  void namesTheUnknownTag() {
    assertThatThrownBy(() -> html("<%= shout 'x' %>"))
        .hasMessage("Line 1: the template tag 'shout' is not known");
  }

  @Test
  void refusesPostsThatIncludeEachOther() {
    library
        .with("a", "<%= include_snip 'b' %>", Map.of("erb", true))
        .with("b", "<%= include_snip 'a' %>", Map.of("erb", true));

    assertThatThrownBy(() -> html("<%= include_snip 'a' %>"))
        .hasMessageContaining("include each other: page → a → b → a");
  }

  @Test
  void boundsHowDeepPostsAreIncluded() {
    for (int i = 0; i < 20; i++) {
      library.with("p" + i, "<%= include_snip 'p" + (i + 1) + "' %>", Map.of("erb", true));
    }

    assertThatThrownBy(() -> html("<%= include_snip 'p0' %>")).hasMessageContaining("8 deep");
  }

  @Test
  void givesAnAnchorThatTwoPostsUseToTheFirst() {
    library.with("a", "# Same\n\nOne.", Map.of()).with("b", "# Same\n\nTwo.", Map.of());

    assertThat(html("<%= include_snip 'a' %>\n\n<%= include_snip 'b' %>"))
        .contains("id=\"same\"")
        .contains("id=\"same-1\"");
  }

  @Test
  void letsNoScriptInThroughAttributes() {
    assertThat(html("<%= image_tag('a.jpg', onerror: 'alert(1)', alt: '\"><script>x</script>') %>"))
        .doesNotContain("onerror")
        .doesNotContain("<script");
  }

  private String html(String body) {
    // The sanitiser's own addition to every image.
    return render(body, "page").html().replace(" loading=\"lazy\"", "").strip();
  }

  private Content render(String body, String slug) {
    return rendering.render(
        new Snip(slug, 1, slug, "markdown", body, Map.of("erb", true)), library);
  }
}
