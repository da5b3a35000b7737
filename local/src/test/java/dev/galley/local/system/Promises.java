package dev.galley.local.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.galley.event.PostEvent;
import dev.galley.event.PostPublished;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * What authors were promised by what was acknowledged to them. It is compared with the store, the
 * topic, each server of pages and of feeds, and with what a subscriber was told.
 *
 * @param editorial where posts are
 * @param pages every instance that serves pages
 * @param feeds every instance that serves feeds
 */
public record Promises(
    List<AcknowledgedPost> posts,
    Api editorial,
    List<Api> pages,
    List<Api> feeds,
    String bootstrapServers,
    WebhookSink subscriber) {

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final int FEED_ENTRIES = 10;

  /** Nothing that was acknowledged is lost, and nothing is announced twice. */
  public void areKept() {
    posts.forEach(this::isInTheStore);
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(waiting()).isEmpty());
    await().atMost(PATIENCE).untilAsserted(this::topicEqualsStore);
    pages.forEach(each -> posts.forEach(post -> isOnItsPage(each, post)));
    List<AcknowledgedPost> published = posts.stream().filter(this::isPublished).toList();
    feeds.forEach(each -> await().atMost(PATIENCE).untilAsserted(() -> holds(each, published)));
    await().atMost(PATIENCE).untilAsserted(() -> subscriberHeardOfAll(published));
    nothingWasAnnouncedTwice();
  }

  private void isInTheStore(AcknowledgedPost post) {
    JsonNode stored = stored(post);
    assertThat(Api.revision(stored)).as(post.slug).isGreaterThanOrEqualTo(post.revision);
    if (Api.revision(stored) == post.revision) {
      assertThat(stored.get("body").asString()).as(post.slug).isEqualTo(post.text);
    }
  }

  private JsonNode stored(AcknowledgedPost post) {
    return editorial.read("/api/posts/" + post.id);
  }

  /** The measures that say that something is on its way. */
  private List<String> waiting() {
    return editorial
        .get("/metrics")
        .body()
        .lines()
        .filter(
            line ->
                line.startsWith("galley_outbox_pending") || line.startsWith("galley_consumer_lag"))
        .filter(line -> !line.endsWith(" 0.0") && !line.endsWith(" 0"))
        .toList();
  }

  private void topicEqualsStore() {
    Map<String, PostEvent> newest = Topic.newestPosts(bootstrapServers);
    for (AcknowledgedPost post : posts) {
      if (post.publicRevision == 0) {
        continue;
      }
      PostEvent event = newest.get(post.id);
      assertThat(event).as(post.slug).isNotNull();
      assertThat(event.revision()).as(post.slug).isGreaterThanOrEqualTo(post.publicRevision);
      assertThat(event instanceof PostPublished).as(post.slug).isEqualTo(isPublished(post));
      if (event instanceof PostPublished live) {
        assertThat(live.revision()).as(post.slug).isEqualTo(publicRevisionInStore(post));
      }
    }
  }

  private void isOnItsPage(Api server, AcknowledgedPost post) {
    if (post.publicRevision == 0) {
      return;
    }
    await(post.slug)
        .atMost(Duration.ofSeconds(60))
        .pollDelay(Duration.ZERO)
        .untilAsserted(
            () -> {
              HttpResponse<String> page = server.get("/" + post.slug);
              if (post.removed) {
                assertThat(page.statusCode()).isEqualTo(410);
              } else if (page.statusCode() != 410) {
                // A publication or removal whose answer the kill cut off may have gone through.
                assertThat(page.statusCode()).isEqualTo(200);
                assertThat(page.body()).contains(post.slug + " v");
              }
              if (isAsAcknowledged(post)) {
                assertThat(page.body()).contains(post.publicText);
              }
            });
  }

  private boolean isAsAcknowledged(AcknowledgedPost post) {
    return publicRevisionInStore(post) == post.publicRevision && !post.removed;
  }

  private long publicRevisionInStore(AcknowledgedPost post) {
    return stored(post).at("/live/revision").asLong();
  }

  private void holds(Api server, List<AcknowledgedPost> published) {
    String all = server.get("/feed.xml").body();
    assertThat(all.split("<entry>", -1).length - 1)
        .isEqualTo(Math.min(FEED_ENTRIES, published.size()));
    assertThat(published).anySatisfy(post -> assertThat(all).contains("/" + post.slug + '"'));
    posts.stream()
        .filter(post -> post.removed)
        .forEach(post -> assertThat(all).doesNotContain("/" + post.slug + '"'));
    published.stream()
        .collect(Collectors.groupingBy(post -> post.tag))
        .forEach(
            (tag, tagged) -> {
              String feed = server.get("/tags/" + tag + "/feed.xml").body();
              tagged.stream()
                  .filter(this::isAsAcknowledged)
                  .forEach(post -> assertThat(feed).contains(post.publicText));
            });
  }

  /**
   * A post that was taken back before its page was live is not announced; the removal counts also
   * when the kill cut off its answer, so the store says what is published.
   */
  private boolean isPublished(AcknowledgedPost post) {
    return stored(post).get("state").asString().equals("PUBLISHED");
  }

  private void subscriberHeardOfAll(List<AcknowledgedPost> published) {
    Map<String, Set<Long>> heard = new HashMap<>();
    for (WebhookSink.Call call : subscriber.calls()) {
      heard.computeIfAbsent(call.postId(), id -> new HashSet<>()).add(call.revision());
    }
    List<String> missing = new ArrayList<>();
    for (AcknowledgedPost post : published) {
      Set<Long> told = heard.getOrDefault(post.id, Set.of());
      post.announced.stream()
          .filter(revision -> !told.contains(revision))
          .forEach(revision -> missing.add(post.slug + " r" + revision));
    }
    assertThat(missing).isEmpty();
  }

  private void nothingWasAnnouncedTwice() {
    Map<String, Set<String>> ids = new HashMap<>();
    subscriber
        .calls()
        .forEach(
            call ->
                ids.computeIfAbsent(
                        call.body().get("type").asString() + call.postId() + "@" + call.revision(),
                        key -> new HashSet<>())
                    .add(call.id()));
    assertThat(ids).allSatisfy((announcement, used) -> assertThat(used).hasSize(1));
  }
}
