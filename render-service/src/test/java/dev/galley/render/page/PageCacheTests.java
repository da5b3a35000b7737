package dev.galley.render.page;

import static dev.galley.render.page.PostFixtures.idOf;
import static dev.galley.render.page.PostFixtures.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.model.Updates;
import dev.galley.event.PageEvent;
import dev.galley.event.Topics;
import dev.galley.render.markdown.Markdowns;
import dev.galley.render.page.index.PageEntry;
import dev.galley.render.page.serving.Layout;
import dev.galley.render.page.serving.Look;
import dev.galley.render.page.serving.PageCache;
import dev.galley.render.page.serving.Pictures;
import dev.galley.render.page.serving.ServedPage;
import dev.galley.web.answer.LastModified;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.types.Binary;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What is served is made of what is stored, and of how the site looks now. */
class PageCacheTests {

  @AutoClose private final PageWorld world = new PageWorld(Markdowns.standard());

  @Test
  void hasAnotherTitleOfTheSiteAtOnceAndWithoutRenderingAnything() {
    world.publish(post("week-1").body("Kept.").published());
    assertThat(html(world.live, "week-1")).contains("Kept.", "Go Free Range");
    world.producer.clear();
    world.commands.clear();

    PageCache restarted = cache(world.layout("Another title", world.index));

    assertThat(html(restarted, "week-1"))
        .contains("Kept.", "Another title")
        .doesNotContain("Go Free Range");
    assertThat(world.commands).containsExactly("find");
    assertThat(world.index.entries()).noneMatch(world.index::isStale);
    assertThat(world.producer.history()).isEmpty();
  }

  @Test
  void saysThatAPageChangedWithTheLookOfTheSite() {
    world.publish(post("week-1").published());
    Instant later = PageWorld.NOW.plus(Duration.ofDays(1));
    Look look = world.look(world.theme.look(), Clock.fixed(later, ZoneOffset.UTC));
    look.load();

    PageCache restarted = cache(new Layout(world.index, world.theme, world.site, look));

    assertThat(lastModified(world.live).isOf(PageWorld.NOW)).isTrue();
    assertThat(lastModified(restarted).isOf(later)).isTrue();
  }

  @Test
  void linksTheAuthorAsSoonAsThereIsAPageAndTellsNobodyOfIt() {
    world.publish(post("week-1").by("chris-roos", "Chris Roos").published());
    assertThat(html(world.live, "week-1")).contains("href=\"/authors/chris-roos\"");

    world.publish(post("chris-roos").kind("page").published());
    world.commands.clear();
    assertThat(html(world.live, "week-1")).contains("href=\"/chris-roos\"");
    assertThat(world.commands).as("of what is in memory").isEmpty();

    world.publish(post("chris-roos").kind("page").revision(2).gone());
    assertThat(html(world.live, "week-1")).contains("href=\"/authors/chris-roos\"");
    assertThat(world.sent(Topics.PAGES, PageEvent.class))
        .extracting(PageEvent::postId)
        .containsExactly(idOf("week-1"), idOf("chris-roos"), idOf("chris-roos"));
  }

  @Test
  void doesNotMixTwoVersionsWhenTheIndexIsBehind() {
    world.publish(post("week-1").title("First title").published());
    PageEntry before = world.index.live("week-1").orElseThrow();
    world.publish(post("week-1").revision(2).title("Second title").body("Second.").published());

    String html = PageWorld.html(cache(world.layout), before);

    assertThat(html).contains("Second.", "Second title").doesNotContain("First title");
  }

  @Test
  void servesAWholePageOfAnEarlierReleaseUntilItIsRenderedAgain() {
    world.publish(post("week-1").body("Kept.").published());
    byte[] whole = "<!doctype html><p>As it was.".getBytes(StandardCharsets.UTF_8);
    world
        .collection("pages")
        .updateOne(
            new Document("_id", idOf("week-1")),
            Updates.combine(
                Updates.unset("content"),
                Updates.set("html", new Binary(whole)),
                Updates.set("uses", new Document("look:", 7L).append("author:chris-roos", 1L)),
                Updates.inc("version", 1L)));
    world.index.put(world.pages.entry(idOf("week-1")).orElseThrow());
    assertThat(html(world.live, "week-1")).isEqualTo("<!doctype html><p>As it was.");

    world.refreshing.refresh(List.of(idOf("week-1")));

    assertThat(html(world.live, "week-1")).contains("Kept.", "Go Free Range");
    assertThat(world.collection("pages").find().first()).doesNotContainKey("html");
  }

  @Test
  void makesAPageOnceForAllWhoWaitForIt() throws Exception {
    world.publish(post("week-1").body("Kept.").published());
    CountDownLatch held = new CountDownLatch(1);
    AtomicInteger asked = new AtomicInteger();
    PageCache restarted =
        new PageCache(
            postId -> {
              asked.incrementAndGet();
              try {
                held.await();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
              return world.pages.live(postId);
            },
            world.layout,
            Pictures.PLAIN,
            1_000_000);
    PageEntry entry = world.index.live("week-1").orElseThrow();
    List<ServedPage> given = new CopyOnWriteArrayList<>();
    List<Thread> readers =
        Stream.generate(() -> new Thread(() -> given.add(restarted.page(entry).orElseThrow())))
            .limit(20)
            .toList();

    readers.forEach(Thread::start);
    await()
        .until(
            () -> readers.stream().allMatch(reader -> reader.getState() == Thread.State.WAITING));
    held.countDown();
    for (Thread reader : readers) {
      reader.join();
    }

    assertThat(given).hasSize(20).containsOnly(given.get(0));
    assertThat(asked).hasValue(1);
  }

  private PageCache cache(Layout layout) {
    return new PageCache(world.pages::live, layout, Pictures.PLAIN, 1_000_000);
  }

  private String html(PageCache cache, String slug) {
    PageEntry entry = world.index.live(slug).orElseThrow();
    return PageWorld.html(cache, entry);
  }

  private LastModified lastModified(PageCache cache) {
    return cache.page(world.index.live("week-1").orElseThrow()).orElseThrow().lastModified();
  }
}
