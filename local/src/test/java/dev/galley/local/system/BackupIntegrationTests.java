package dev.galley.local.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.galley.local.command.GalleyCommand;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A site is backed up while somebody writes on, and restored elsewhere. */
class BackupIntegrationTests {

  private static final String PICTURE =
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";

  private static final int GROUP = 4;

  /** Of a fast machine; mails go out at a rate. */
  private static final int MOST = 60;

  /** So that what names the site is the same on any port. */
  private final Map<String, String> environment =
      new HashMap<>(Map.of("GALLEY_SITE_URL", "https://example.org"));

  @TempDir Path folder;

  private WebhookSink subscriber;

  @Test
  void whatWasThereAtOneMomentIsThereAgainAndIsToldToNobodyAgain() throws Exception {
    environment.putAll(ChildGalley.LOOPBACK_SUBSCRIBERS);
    List<JsonNode> written = new CopyOnWriteArrayList<>();
    Map<String, byte[]> before = new TreeMap<>();
    int surely;
    JsonNode quiet;
    try (WebhookSink sink = new WebhookSink();
        ChildGalley galley = ChildGalley.start(folder.resolve("data"), environment)) {
      subscriber = sink;
      Api api = galley.api();
      api.change("POST", "/api/webhooks", Map.of("url", sink.url(), "name", "sink"), 0);
      subscribe(api);
      quiet = beforehand(galley);
      before.put("/tags/quiet/feed.xml", bytes(api, "/tags/quiet/feed.xml"));
      before.put("/quiet", bytes(api, "/quiet"));
      before.put("/images/a/dot.png", bytes(api, "/images/a/dot.png"));

      AtomicBoolean writing = new AtomicBoolean(true);
      Thread author = new Thread(() -> publish(api, written, writing));
      author.start();
      await().until(() -> written.size() >= 5);
      surely = written.size();
      assertThat(run("backup", folder.resolve("data/backup.zip"), folder.resolve("data")))
          .as("in itself")
          .isEqualTo(1);
      assertThat(run("backup", folder.resolve("backup.zip"), folder.resolve("data"))).isZero();
      writing.set(false);
      author.join();
      assertThat(written.size()).isGreaterThan(surely);
      int all = written.size();
      await().untilAsserted(() -> assertThat(told()).hasSize(all + 1));
      await().untilAsserted(() -> assertThat(mails(api)).isEqualTo(all + 1));
      for (JsonNode post : written) {
        String page = "/" + post.get("slug").asString();
        before.put(page, bytes(api, page));
      }
      for (int group = 0; group * GROUP < all; group++) {
        before.put(feed(group), bytes(api, feed(group)));
      }

      galley.kill();
      assertThat(run("restore", folder.resolve("backup.zip"), folder.resolve("elsewhere")))
          .isZero();
      Set<String> known = told();
      try (ChildGalley restored = ChildGalley.start(folder.resolve("elsewhere"), environment)) {
        Api there = restored.api();
        int found = prefix(there, written);
        assertThat(found).isGreaterThanOrEqualTo(surely);
        await().until(() -> there.get("/feed.xml").statusCode() == 200);
        for (JsonNode post : written.subList(found, written.size())) {
          before.remove("/" + post.get("slug").asString());
        }
        for (int group = found / GROUP; group * GROUP < written.size(); group++) {
          before.remove(feed(group));
        }
        // What Kafka had and render-service had not is sent again now, and not in half a minute.
        there.change("POST", "/api/reconciliation", Map.of(), 0);
        for (Map.Entry<String, byte[]> one : before.entrySet()) {
          await()
              .untilAsserted(
                  () -> assertThat(bytes(there, one.getKey())).isEqualTo(one.getValue()));
        }
        await()
            .untilAsserted(
                () ->
                    assertThat(Topic.newestPosts(restored.bootstrapServers()).keySet())
                        .hasSizeGreaterThanOrEqualTo(found + 1));
        JsonNode next =
            there.create(Map.of("slug", "next", "title", "Next", "body", "The next one."));
        there.publish(next, "first");
        await().untilAsserted(() -> assertThat(told()).hasSize(known.size() + 1));
        assertThat(told()).containsAll(known);
        await()
            .untilAsserted(() -> assertThat(there.read("/api/mail").toString()).contains("Next"));

        JsonNode grown = there.edit(quiet, Map.of("body", "Louder."));
        assertThat(Api.revision(grown)).isEqualTo(Api.revision(quiet) + 1);
        assertThat(there.read(Api.path(quiet) + "/revisions").get("items").valueStream().toList())
            .hasSizeGreaterThanOrEqualTo(2);
        assertThat(bytes(there, "/quiet")).isEqualTo(before.get("/quiet"));
      }
    }
  }

  /** Of some posts that followed each other. */
  private static String feed(int group) {
    return "/tags/group-" + group + "/feed.xml";
  }

  private static int run(String command, Path file, Path data) {
    return GalleyCommand.run(command, file.toString(), "--data", data.toString());
  }

  private static void subscribe(Api api) {
    HttpResponse<String> answer =
        api.exchange(
            api.request("/api/subscribers/import?source=friends")
                .header("Content-Type", "text/csv")
                .POST(BodyPublishers.ofString("reader@example.org\n"))
                .build());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  /** A post with a picture, complete before the backup begins. */
  private JsonNode beforehand(ChildGalley galley) throws IOException {
    Path images = Files.createDirectories(folder.resolve("images/a"));
    Files.write(images.resolve("dot.png"), Base64.getDecoder().decode(PICTURE));
    Path snips = Files.createDirectories(folder.resolve("snips"));
    Files.writeString(snips.resolve("about.md"), "---\ntitle: About\nkind: page\n---\nUs.\n");
    assertThat(
            GalleyCommand.run(
                "import",
                snips.toString(),
                "--images",
                folder.resolve("images").toString(),
                "--publish",
                "--data",
                galley.data().toString()))
        .isZero();
    Api api = galley.api();
    JsonNode post =
        api.create(
            Map.of(
                "slug",
                "quiet",
                "title",
                "Quiet",
                "tags",
                List.of("quiet"),
                "body",
                "![A dot](/images/a/dot.png)"));
    JsonNode published = api.publish(post, "first");
    await().untilAsserted(() -> assertThat(told()).hasSize(1));
    await().untilAsserted(() -> assertThat(mails(api)).isEqualTo(1));
    await().until(() -> api.get("/tags/quiet/feed.xml").body().contains("/quiet"));
    // The file is told of by an event of its own, and its page then says how large it is.
    await().until(() -> api.get("/images/a/dot.png").statusCode() == 200);
    await().until(() -> api.get("/quiet").body().contains("width=\"1\""));
    return published;
  }

  private static void publish(Api api, List<JsonNode> written, AtomicBoolean writing) {
    for (int n = 0; writing.get() && n < MOST; n++) {
      JsonNode post =
          api.create(
              Map.of(
                  "slug",
                  "p" + n,
                  "title",
                  "Post " + n,
                  "body",
                  "Text " + n,
                  "tags",
                  List.of("group-" + n / GROUP)));
      written.add(api.publish(post, "first"));
    }
  }

  /** What one author wrote is there up to some post, and nothing after it. */
  private static int prefix(Api there, List<JsonNode> written) {
    List<Boolean> found = new ArrayList<>();
    for (JsonNode post : written) {
      HttpResponse<String> stored = there.send("GET", Api.path(post), null, Map.of());
      found.add(stored.statusCode() == 200 && stored.body().contains("\"PUBLISHED\""));
    }
    int count = (int) found.stream().filter(is -> is).count();
    assertThat(found.subList(0, count)).doesNotContain(false);
    return count;
  }

  private Set<String> told() {
    Set<String> ids = new HashSet<>();
    subscriber.calls().forEach(call -> ids.add(call.id()));
    return ids;
  }

  private static int mails(Api api) {
    return api.read("/api/mail?limit=200").get("items").size();
  }

  private static byte[] bytes(Api api, String path) {
    HttpResponse<String> answer = api.get(path);
    assertThat(answer.statusCode()).as(path).isEqualTo(200);
    return answer.body().getBytes(StandardCharsets.UTF_8);
  }
}
