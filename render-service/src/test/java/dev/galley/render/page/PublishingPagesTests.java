package dev.galley.render.page;

import static dev.galley.render.page.PostFixtures.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.galley.event.PageEvent;
import dev.galley.event.PageRemoved;
import dev.galley.event.PageRendered;
import dev.galley.event.PostEvent;
import dev.galley.event.Receipt;
import dev.galley.event.Topics;
import dev.galley.render.markdown.Markdowns;
import dev.galley.render.page.index.PageEntry;
import dev.galley.render.page.index.SiteIndex;
import dev.galley.render.page.serving.PageCache;
import dev.galley.render.page.serving.Pictures;
import dev.galley.stream.codec.BadEvent;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class PublishingPagesTests {

  @AutoClose private final PageWorld world = new PageWorld(Markdowns.standard());

  @Test
  void makesAPageAndTellsOfIt() {
    var event = post("week-1").body("Hello *world*.\n\n![a](/images/a.jpg)").published();

    world.publish(event);

    assertThat(html("week-1")).contains("<em>world</em>");
    PageRendered page = world.sent(Topics.PAGES, PageRendered.class).get(0);
    assertThat(page.url()).hasToString("https://example.com/week-1");
    assertThat(page.html()).contains("<p>Hello <em>world</em>.</p>");
    assertThat(page.excerpt()).isEqualTo("Hello world.");
    assertThat(page.images()).hasToString("[/images/a.jpg]");
    assertThat(page.acceptedAt()).isEqualTo(event.occurredAt());
    Receipt receipt = world.sent(Topics.RECEIPTS, Receipt.class).get(0);
    assertThat(receipt.step()).isEqualTo("page");
    assertThat(receipt.outcome()).isEqualTo(Receipt.Outcome.SUCCEEDED);
    assertThat(receipt.latencyMillis()).isEqualTo(2000);
    assertThat(receipt.causeId()).isEqualTo(event.eventId());
  }

  @Test
  void replacesAnOlderRevision() {
    world.publish(post("week-1").body("First.").published());
    world.publish(post("week-1").revision(2).body("Second.").published());

    assertThat(html("week-1")).contains("Second.").doesNotContain("First.");
    assertThat(world.sent(Topics.PAGES, PageRendered.class))
        .extracting(PageRendered::revision)
        .containsExactly(1L, 2L);
  }

  @Test
  void ignoresAndCountsAnOlderRevision() {
    world.publish(post("week-1").revision(5).body("Newest.").published());
    world.publish(post("week-1").revision(4).body("Older.").published());
    world.publish(post("week-1").revision(3).gone());

    assertThat(html("week-1")).contains("Newest.");
    assertThat(world.sent(Topics.PAGES, PageEvent.class)).hasSize(1);
    assertThat(staleEvents()).isEqualTo(2);
  }

  @Test
  void makesThePageOfTheNewestEventOfAPollAlone() {
    world.publish(
        post("week-1").body("First.").published(),
        post("week-2").body("Other.").published(),
        post("week-1").revision(3).body("Third.").published(),
        post("week-1").revision(2).body("Second.").published());

    assertThat(html("week-1")).contains("Third.");
    assertThat(world.sent(Topics.PAGES, PageRendered.class))
        .extracting(PageRendered::revision)
        .containsExactly(3L, 1L);
    assertThat(world.sent(Topics.RECEIPTS, Receipt.class)).hasSize(2);
    assertThat(staleEvents()).isEqualTo(2);
  }

  @Test
  void asksTheStoreOnceForAllPagesOfAPoll() {
    PostEvent[] posts =
        IntStream.range(0, 40)
            .mapToObj(i -> post("week-" + i).body("Number " + i + ".").published())
            .toArray(PostEvent[]::new);
    world.commands.clear();

    world.publish(posts);

    assertThat(world.commands).containsExactly("insert");
    assertThat(html("week-7")).contains("Number 7.");
    assertThat(world.commands).as("nobody may ask for them").containsExactly("insert", "find");
    assertThat(world.sent(Topics.PAGES, PageRendered.class))
        .extracting(page -> page.url().getPath())
        .startsWith("/week-0", "/week-1", "/week-2")
        .hasSize(40);
  }

  @Test
  void asksTheStoreOnceForASinglePublication() {
    world.commands.clear();

    world.publish(post("week-1").published());
    world.publish(post("week-1").revision(2).body("Second.").published());

    assertThat(html("week-1")).contains("Second.");
    assertThat(world.commands).containsExactly("insert", "update");
  }

  @Test
  void makesTheOtherPagesOfAPollInWhichOneAddressIsTaken() {
    world.publish(post("week-1").published("2020-01-01T10:00:00Z").published());

    world.publish(
        post("week-2").formerly("week-1").published(), post("week-3").body("Third.").published());

    assertThat(html("week-3")).contains("Third.");
    assertThat(world.index.live("week-2")).isPresent();
    assertThat(world.index.live("week-1").orElseThrow().slug()).isEqualTo("week-1");
  }

  @Test
  void tellsAgainOfARevisionThatComesAgain() {
    var event = post("week-1").published();
    world.publish(event);
    world.publish(event);

    List<PageRendered> told = world.sent(Topics.PAGES, PageRendered.class);
    assertThat(told).hasSize(2);
    assertThat(told.get(1)).isEqualTo(told.get(0));
    assertThat(world.index.live("week-1").orElseThrow().version()).isEqualTo(1);
  }

  @Test
  void tellsAgainAfterACrashBetweenTheWriteAndTheTelling() {
    var event = post("week-1").published();
    world.producer.sendException = new KafkaException("the broker is away");
    assertThatThrownBy(() -> world.publish(event)).isInstanceOf(KafkaException.class);

    world.producer.sendException = null;
    world.publish(event);

    assertThat(world.sent(Topics.PAGES, PageRendered.class)).hasSize(1);
  }

  @Test
  void keepsTheOldPageWhenTheNewOneCannotBeRendered() {
    world.publish(post("week-1").body("Good.").published());

    assertThatThrownBy(
            () ->
                world.publish(
                    post("week-1").revision(2).template("One.\n\n<%= shout 'x' %>").published()))
        .isInstanceOf(BadEvent.class)
        .hasMessage("Line 3: the template tag 'shout' is not known");
    assertThat(html("week-1")).contains("Good.");
  }

  @Test
  void makesNoPageThatIsTooLargeToBeToldOf() {
    world.publish(post("week-1").body("Good.").published());
    String target = "[a]: /there \"" + "中文".repeat(10_000) + "\"\n\n";
    String link = "[there][a]\n\n";

    assertThatThrownBy(
            () ->
                world.publish(
                    post("week-1").revision(2).body(target + link.repeat(110)).published()))
        .isInstanceOf(BadEvent.class)
        .hasMessageContaining("do not fit into an event");
    assertThat(html("week-1")).contains("Good.");
    world.publish(post("week-1").revision(3).body(target + link.repeat(80)).published());
    assertThat(html("week-1")).doesNotContain("Good.");
  }

  @Test
  void takesThePageOfAnUnpublishedPostAway() {
    world.publish(post("week-1").published());
    world.publish(post("week-1").revision(2).withdrawn("It was wrong."));

    PageEntry entry = world.index.at("/week-1");
    assertThat(entry).isNotNull();
    assertThat(entry.status()).isEqualTo(PageEntry.Status.WITHDRAWN);
    assertThat(entry.reason()).isEqualTo("It was wrong.");
    assertThat(world.live.page(entry)).isEmpty();
    PageRemoved removed = (PageRemoved) world.sent(Topics.PAGES, PageEvent.class).get(1);
    assertThat(removed.url()).hasToString("https://example.com/week-1");
  }

  @Test
  void bringsAnUnpublishedPostBack() {
    world.publish(post("week-1").published());
    world.publish(post("week-1").revision(2).gone());
    world.publish(post("week-1").revision(3).body("Back.").published());

    assertThat(html("week-1")).contains("Back.");
  }

  @Test
  void keepsFormerSlugsWithThePage() {
    world.publish(post("old").id("p").published());
    world.publish(post("new").id("p").revision(2).formerly("old").published());

    assertThat(world.index.at("/old")).isEqualTo(world.index.at("/new"));
  }

  @Test
  void givesASlugToTheLivePostThatHasItNowWhicheverComesFirst() {
    var before = post("old").id("a").at("2026-01-01T00:00:00Z").published();
    var renamed =
        post("new").id("a").revision(2).formerly("old").at("2026-01-02T00:00:00Z").published();
    var other = post("old").id("b").at("2026-01-03T00:00:00Z").published();

    world.publish(before);
    world.publish(other);
    world.publish(renamed);

    assertThat(world.index.live("old").orElseThrow().postId()).isEqualTo(PostFixtures.idOf("b"));
    assertThat(world.index.live("new").orElseThrow().postId()).isEqualTo(PostFixtures.idOf("a"));
    assertThat(world.pages.holder("old").orElseThrow().postId()).isEqualTo(PostFixtures.idOf("b"));
  }

  @Test
  void refusesASlugThatIsALaterPosts() {
    world.publish(post("same").id("b").at("2026-01-03T00:00:00Z").published());

    assertThatThrownBy(
            () -> world.publish(post("same").id("a").at("2026-01-01T00:00:00Z").published()))
        .isInstanceOf(BadEvent.class)
        .hasMessageContaining("The address /same belongs to the post 'Title of same'");
  }

  @Test
  void takesOverTheSlugOfAPostThatLeft() {
    world.publish(post("same").id("a").gone());
    world.publish(post("same").id("b").body("New.").at("2026-01-01T00:00:00Z").published());

    assertThat(html("same")).contains("New.");
  }

  @Test
  void survivesARestartWithoutTheTopic() {
    world.publish(post("week-1").body("Kept.").tag("a").by("chris-roos", "Chris Roos").published());
    SiteIndex restarted = new SiteIndex(0);
    world.pages.forEachEntry(restarted::put);

    assertThat(restarted.at("/week-1")).isEqualTo(world.index.at("/week-1"));
    PageEntry entry = restarted.live("week-1").orElseThrow();
    assertThat(
            PageWorld.html(
                new PageCache(world.pages::live, world.layout, Pictures.PLAIN, 1000), entry))
        .contains("Kept.");
  }

  private String html(String slug) {
    PageEntry entry = world.index.live(slug).orElseThrow();
    return PageWorld.html(world.live, entry);
  }

  private double staleEvents() {
    return world
        .meters
        .counter("galley.stale.events", "topic", "galley.posts", "group", "render")
        .count();
  }

  @Test
  void leavesTheAddressOfADeletedPostToTheOneThatHasItNow() {
    world.publish(post("same").id("a").at("2026-01-01T00:00:00Z").published());
    world.publish(post("same").id("b").body("New.").at("2026-01-02T00:00:00Z").published());
    // From another partition, or once more with the whole topic.
    world.publish(post("same").id("a").revision(3).at("2026-01-03T00:00:00Z").gone());

    assertThat(html("same")).contains("New.");
    assertThat(world.index.byId(PostFixtures.idOf("a")).orElseThrow().slugs()).isEmpty();
  }
}
