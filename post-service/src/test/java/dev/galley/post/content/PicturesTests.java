package dev.galley.post.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PicturesTests {

  private static Set<String> in(String body) {
    return Pictures.of(
        Post.draft(PostFixtures.id(), PostFixtures.content("a", body), PostFixtures.NOW));
  }

  @Test
  void findsFilesHoweverTheyAreWritten() {
    assertThat(
            in(
                """
                ![a](/images/a.png) ![b](/images/blog/b%20c.jpg "Title") ![d](</images/d e (1).webp>)
                <img src="/images/f.jpg?w=320"> [g](https://example.org/images/g.pdf#page=2)
                ![h]: /images/h\\_i.png
                ![j](/images/j.k.png) ![Ä](/images/%C3%84.PNG) images/l+m.mp4
                """))
        .containsExactlyInAnyOrder(
            "images/a.png",
            "images/blog/b c.jpg",
            "images/d e (1).webp",
            "images/f.jpg",
            "images/g.pdf",
            "images/h_i.png",
            "images/j.k.png",
            "images/Ä.PNG",
            "images/l+m.mp4");
  }

  @Test
  void findsWhatTheTagsOfSnipsShow() {
    assertThat(
            in(
                """
                <%= image_tag('blog/double rainbow.jpg', alt: 'Over "Canary Wharf"') %>
                [<%= image_tag "small.png" %>](<%= image_path('/large.v2.png') %>)
                <img src="<%= image_path('projects/a.jpg') %>" /> image_tag(name)
                """))
        .containsExactlyInAnyOrder(
            "images/blog/double rainbow.jpg",
            "images/small.png",
            "images/large.v2.png",
            "images/projects/a.jpg");
  }

  @Test
  void findsNoneWhereThereIsNone() {
    assertThat(in("![](/other/a.png) images/ images/a.txt (images/%zz.png) ".repeat(3)))
        .containsExactly("images/%zz.png");
  }

  @Test
  void looksAtAllThatReadersSeeAndAtTheWorkingCopy() {
    Content content =
        PostFixtures.content("a", "![](/images/live.png)")
            .withMetadata(Map.of("image", "people/chris.jpg", "og", "/images/og.png"));
    Post live = PostFixtures.published(Post.draft(PostFixtures.id(), content, PostFixtures.NOW));

    Post edited = live.edited(PostFixtures.content("a", "![](/images/new.png)"), PostFixtures.NOW);

    assertThat(Pictures.of(edited))
        .containsExactlyInAnyOrder("images/new.png", "images/live.png", "images/people/chris.jpg");
  }
}
