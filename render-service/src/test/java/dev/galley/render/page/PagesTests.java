package dev.galley.render.page;

import static dev.galley.render.page.PostFixtures.idOf;
import static dev.galley.render.page.PostFixtures.post;
import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.render.markdown.Markdowns;
import dev.galley.render.page.index.PageEntry;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What the rest relies on of the store; on every implementation of MongoDB's protocol. */
class PagesTests {

  @AutoClose private final PageWorld world = new PageWorld(Markdowns.standard());
  private final Pages pages = world.pages;

  @Test
  void giveBackWhatWasSaved() {
    world.publish(
        post("week-1")
            .body("Hello.")
            .tag("a")
            .by("chris-roos", "Chris Roos")
            .published("2017-11-03T16:33:22.562621+01:00")
            .published());

    Page found = pages.find(idOf("week-1")).orElseThrow();

    assertThat(found.entry()).isEqualTo(world.index.live("week-1").orElseThrow());
    assertThat(found.entry().published()).hasToString("2017-11-03T16:33:22.562621+01:00");
    assertThat(found.content()).isEqualTo(world.pages.live(idOf("week-1")).orElseThrow().content());
    assertThat(pages.entry(idOf("week-1"))).contains(found.entry());
    assertThat(pages.holder("week-1")).contains(found.entry());
    assertThat(pages.live(idOf("week-1")).orElseThrow().entry()).isEqualTo(found.entry());
  }

  @Test
  void haveNothingOfWhatWasNeverSaved() {
    assertThat(pages.find("none")).isEmpty();
    assertThat(pages.holder("none")).isEmpty();
    assertThat(pages.live("none")).isEmpty();
  }

  @Test
  void replaceOnlyTheVersionThatWasRead() {
    Page first = saved("week-1");

    assertThat(pages.save(first)).isEqualTo(Pages.Outcome.OUTDATED);
    assertThat(pages.save(version(first, 3))).isEqualTo(Pages.Outcome.OUTDATED);
    assertThat(pages.save(version(first, 2))).isEqualTo(Pages.Outcome.SAVED);
    assertThat(pages.save(version(first, 2))).isEqualTo(Pages.Outcome.OUTDATED);
  }

  @Test
  void saveManyAndTellThoseThatWere() {
    Page first = saved("week-1");
    Page second = saved("week-2");
    Page third = saved("week-3");
    Page fourth = fresh("week-4");

    assertThat(
            pages.saveAll(
                List.of(
                    version(first, 2),
                    version(second, 5),
                    withSlugs(version(third, 2), "week-3", "week-1"),
                    fourth)))
        .containsExactlyInAnyOrder(idOf("week-1"), idOf("week-4"));
    assertThat(pages.entry(idOf("week-1")).orElseThrow().version()).isEqualTo(2);
    assertThat(pages.entry(idOf("week-3")).orElseThrow().version()).isEqualTo(1);
    assertThat(pages.saveAll(List.of(version(first, 3), version(second, 2)))).hasSize(2);
  }

  @Test
  void refuseASlugThatAnotherPageHolds() {
    Page first = saved("week-1");
    Page second = saved("week-2");

    assertThat(pages.save(withSlugs(version(second, 2), "week-2", "week-1")))
        .isEqualTo(Pages.Outcome.SLUG_HELD);

    PageEntry released = pages.release(first.entry(), "week-1").orElseThrow();
    assertThat(released.slugs()).isEmpty();
    assertThat(released.version()).isEqualTo(2);
    assertThat(pages.release(first.entry(), "week-1")).isEmpty();
    assertThat(pages.save(withSlugs(version(second, 2), "week-2", "week-1")))
        .isEqualTo(Pages.Outcome.SAVED);
  }

  @Test
  void allowSeveralPagesWithoutAnySlug() {
    pages.release(saved("week-1").entry(), "week-1");
    pages.release(saved("week-2").entry(), "week-2");

    List<PageEntry> entries = new ArrayList<>();
    pages.forEachEntry(entries::add);
    assertThat(entries).extracting(PageEntry::slugs).containsExactly(List.of(), List.of());
  }

  private Page saved(String slug) {
    world.publish(post(slug).published());
    return pages.find(idOf(slug)).orElseThrow();
  }

  /** Rendered elsewhere, and not in this store. */
  private static Page fresh(String slug) {
    try (PageWorld other = new PageWorld(Markdowns.standard())) {
      other.publish(post(slug).published());
      return other.pages.find(idOf(slug)).orElseThrow();
    }
  }

  private static Page version(Page page, long version) {
    return page.withEntry(page.entry().withVersion(version));
  }

  private static Page withSlugs(Page page, String... slugs) {
    return page.withEntry(page.entry().withSlugs(List.of(slugs)));
  }
}
