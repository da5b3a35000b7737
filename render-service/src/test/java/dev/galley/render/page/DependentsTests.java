package dev.galley.render.page;

import static dev.galley.render.page.PostFixtures.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.galley.event.PageRendered;
import dev.galley.event.Topics;
import dev.galley.render.markdown.Markdowns;
import dev.galley.render.page.index.PageEntry;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Pages follow what they include. */
class DependentsTests {

  private static final String LOOP =
      "<ol>\n<% Bloggable.all.to_enum.with_index(1).reverse_each do |snip, index| %>\n"
          + "<%= content_tag(:li, link_to_snip(snip), value: index) %>\n<% end %>\n</ol>";

  @AutoClose private final PageWorld world = new PageWorld(Markdowns.standard());

  @Test
  void followTheChangeOfAnIncludedPost() {
    world.startRefreshing();
    world.publish(post("contact").body("First.").published());
    world.publish(post("start").template("<%= include_snip 'contact' %>").published());

    world.publish(post("contact").revision(2).body("Second.").published());

    await().untilAsserted(() -> assertThat(html("start")).contains("Second."));
    await()
        .untilAsserted(
            () ->
                assertThat(world.sent(Topics.PAGES, PageRendered.class))
                    .filteredOn(page -> page.postId().equals(PostFixtures.idOf("start")))
                    .extracting(PageRendered::html)
                    .last()
                    .asString()
                    .contains("Second."));
  }

  @Test
  void followTheAppearanceAndTheLeavingOfAnIncludedPost() {
    world.startRefreshing();
    world.publish(post("start").template("<%= include_snip 'contact' %>").published());

    world.publish(post("contact").body("Here.").published());
    await().untilAsserted(() -> assertThat(html("start")).contains("Here."));

    world.publish(post("contact").revision(2).gone());
    await().untilAsserted(() -> assertThat(html("start")).doesNotContain("Here."));
  }

  @Test
  void followThroughPostsThatAreIncludedThemselves() {
    world.startRefreshing();
    world.publish(post("c").body("First.").published());
    world.publish(post("b").template("<%= include_snip 'c' %>").published());
    world.publish(post("a").template("<%= include_snip 'b' %>").published());

    world.publish(post("c").revision(2).body("Second.").published());

    await().untilAsserted(() -> assertThat(html("a")).contains("Second."));
  }

  @Test
  void listEachNewPost() {
    world.startRefreshing();
    world.publish(post("blog").kind("page").template(LOOP).published());

    world.publish(post("week-1").published());

    await().untilAsserted(() -> assertThat(html("blog")).contains("/week-1"));
  }

  @Test
  void areAllPagesWhenContentIsRenderedInAnotherWay() {
    for (int i = 0; i < 120; i++) {
      world.publish(post("week-" + i).body("Number " + i + ".").published());
    }
    try (PageWorld changed = new PageWorld(Markdowns.standard(), 7)) {
      world.index.entries().forEach(entry -> take(entry, changed));
      changed.commands.clear();

      changed.startRefreshing();

      await()
          .untilAsserted(
              () ->
                  assertThat(changed.index.entries())
                      .hasSize(120)
                      .noneMatch(changed.index::isStale));
      // Read and written by hundreds, and the same bytes are no news.
      assertThat(changed.commands).containsExactly("find", "update", "find", "update");
      assertThat(changed.producer.history()).isEmpty();
    }
  }

  private void take(PageEntry entry, PageWorld other) {
    other.pages.save(world.pages.find(entry.postId()).orElseThrow());
    other.index.put(entry);
  }

  @Test
  void areFoundAtTheNextStartWhenACrashCameBetween() {
    world.publish(post("contact").body("First.").published());
    world.publish(post("start").template("<%= include_snip 'contact' %>").published());
    world.publish(post("contact").revision(2).body("Second.").published());
    assertThat(html("start")).contains("First.");

    world.startRefreshing();

    await().untilAsserted(() -> assertThat(html("start")).contains("Second."));
  }

  private String html(String slug) {
    PageEntry entry = world.index.live(slug).orElseThrow();
    return PageWorld.html(world.live, entry);
  }
}
