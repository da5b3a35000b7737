package dev.galley.render.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.event.PageRendered;
import dev.galley.event.PostPublished;
import dev.galley.event.Topics;
import dev.galley.render.corpus.Corpus;
import dev.galley.render.markdown.Markdowns;
import dev.galley.render.page.index.PageEntry;
import java.util.ArrayList;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every routable post of the corpus becomes a page. */
class CorpusPagesTests {

  private static PageWorld world;
  private static List<PostPublished> posts;

  @BeforeAll
  static void publishAll() {
    Corpus.require();
    posts = Corpus.posts();
    world = new PageWorld(Markdowns.standard());
    List<String> failures = new ArrayList<>();
    for (PostPublished post : posts) {
      try {
        world.publish(post);
      } catch (RuntimeException e) {
        failures.add(post.slug() + ": " + e);
      }
    }
    assertThat(failures).as("posts that did not become pages").isEmpty();
  }

  @AfterAll
  static void close() {
    if (world != null) {
      world.close();
    }
  }

  @Test
  void eachPostHasItsPage() {
    assertThat(posts).allSatisfy(post -> assertThat(html(post)).contains("</html>"));
  }

  @Test
  void noPageHasAParseError() {
    List<String> errors = new ArrayList<>();
    for (PostPublished post : posts) {
      Parser parser = Parser.htmlParser().setTrackErrors(10);
      parser.parseInput(html(post), "https://example.com/");
      parser.getErrors().forEach(error -> errors.add(post.slug() + ": " + error));
    }

    assertThat(errors).isEmpty();
  }

  @Test
  void theContentElementHoldsExactlyTheEmittedFragment() {
    var fragments = world.sent(Topics.PAGES, PageRendered.class);

    assertThat(fragments).hasSize(posts.size());
    assertThat(fragments)
        .allSatisfy(
            event ->
                assertThat(html(event.postId()))
                    .contains("<div class=\"e-content\">" + event.html() + "</div>"));
  }

  @Test
  void eachPageHasOneMainHeadingOrItsOwn() {
    for (PostPublished post : posts) {
      Document page = Jsoup.parse(html(post));
      assertThat(page.select(".h-entry > data.p-name, h1.p-name")).as(post.slug()).hasSize(1);
      assertThat(page.title()).endsWith(" — Go Free Range");
    }
  }

  private static String html(PostPublished post) {
    return html(post.postId());
  }

  private static String html(String postId) {
    PageEntry entry = world.index.byId(postId).orElseThrow();
    return PageWorld.html(world.live, entry);
  }
}
