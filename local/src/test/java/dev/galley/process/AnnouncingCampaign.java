package dev.galley.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.galley.local.system.Api;
import dev.galley.local.system.ChildGalley;
import dev.galley.local.system.FreePort;
import dev.galley.process.Deployment.Instance;
import dev.galley.process.HookSink.Kind;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/**
 * One announcement to thousands, while the instances that tell it are killed and stopped by turns.
 * Run by hand: {@code bench/announcing.md} says how, and what came of it.
 */
final class AnnouncingCampaign {

  private static final int MAILS = Integer.getInteger("galley.campaign.mails", 10_000);
  private static final int HOOKS = Integer.getInteger("galley.campaign.hooks", 500);
  private static final int INSTANCES = Integer.getInteger("galley.campaign.instances", 3);
  private static final int MAILS_A_SECOND = Integer.getInteger("galley.campaign.rate", 40);
  private static final Duration PATIENCE = Duration.ofMinutes(20);

  private AnnouncingCampaign() {}

  public static void main(String[] arguments) throws Exception {
    long seed = Long.getLong("galley.campaign.seed", System.nanoTime());
    System.out.println("-Dgalley.campaign.seed=" + seed);
    Path folder = Files.createDirectories(Path.of(arguments[0]));
    try (HookSink hooks = new HookSink();
        MailSink mails = new MailSink();
        Machinery broker = Machinery.ownBroker(folder, FreePort.any());
        Machinery store = Machinery.ownStore(folder);
        Deployment deployment =
            new Deployment(
                folder,
                store.address(),
                broker.address(),
                service -> service.equals("feed-service") ? INSTANCES : 1,
                settings(mails))) {
      deployment.awaitReady();
      new AnnouncingCampaign().run(deployment, hooks, mails, new Random(seed));
    }
    System.exit(0);
  }

  private static Map<String, String> settings(MailSink mails) {
    Map<String, String> settings = new HashMap<>(ChildGalley.LOOPBACK_SUBSCRIBERS);
    settings.put("GALLEY_WEBHOOKS_MAX", Integer.toString(HOOKS));
    settings.put("SPRING_MAIL_HOST", "127.0.0.1");
    settings.put("SPRING_MAIL_PORT", Integer.toString(mails.port()));
    settings.put("GALLEY_MAIL_PERSECOND", Integer.toString(MAILS_A_SECOND));
    return settings;
  }

  private void run(Deployment deployment, HookSink hooks, MailSink mails, Random random)
      throws Exception {
    List<Instance> feeds = deployment.of("feed-service");
    Api feed = new Api(feeds.get(0).address().toString(), deployment.ownerToken());
    Api posts =
        new Api(deployment.of("post-service").get(0).address().toString(), deployment.ownerToken());
    subscribe(feeds.get(0).address(), deployment.ownerToken());
    for (int hook = 0; hook < HOOKS; hook++) {
      feed.change(
          "POST", "/api/webhooks", Map.of("url", hooks.url(hook), "name", "hook " + hook), 0);
    }

    Instant published = Instant.now();
    JsonNode post =
        posts.publish(posts.create(Map.of("title", "To thousands", "body", "Text.")), "first");
    String id = post.path("id").asString() + ":" + post.path("revision").asString();
    int disturbances = 0;
    while (mails.taken().size() < MAILS * 9 / 10) {
      Instance next = feeds.get(disturbances % feeds.size());
      Disturbance.of(next, disturbances++, random);
      next.awaitReady();
      System.out.printf(
          "%s %d mails, %d healthy webhooks%n",
          Duration.between(published, Instant.now()), mails.taken().size(), healthy(hooks).size());
    }
    deployment.awaitReady();
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(() -> assertThat(settled(feed, id)).isEqualTo(MAILS));
    Duration took = Duration.between(published, Instant.now());
    tell(feed.read("/api/announcements/" + id), hooks, mails, published, took, disturbances);
  }

  private static long settled(Api feed, String id) {
    JsonNode email = feed.read("/api/announcements/" + id).at("/channels/email");
    return email.path("delivered").asLong() + email.path("unclear").asLong();
  }

  private static void subscribe(URI feed, String token) throws IOException, InterruptedException {
    String addresses =
        IntStream.range(0, MAILS)
            .mapToObj(i -> "reader%d@example.org".formatted(i))
            .collect(Collectors.joining("\n", "email\n", "\n"));
    HttpResponse<String> imported =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(feed.resolve("/api/subscribers/import?source=campaign"))
                    .header("Authorization", "Bearer " + token)
                    .header("Content-Type", "text/csv")
                    .POST(BodyPublishers.ofString(addresses))
                    .build(),
                BodyHandlers.ofString());
    assertThat(imported.statusCode()).as(imported.body()).isEqualTo(200);
  }

  private static Set<Integer> healthy(HookSink hooks) {
    return hooks.messages().keySet().stream()
        .filter(hook -> Kind.of(hook) == Kind.HEALTHY)
        .collect(Collectors.toSet());
  }

  private static void tell(
      JsonNode announcement,
      HookSink hooks,
      MailSink mails,
      Instant published,
      Duration took,
      int disturbances) {
    System.out.println(announcement);
    Set<String> different = new HashSet<>(mails.taken());
    long unclear = announcement.at("/channels/email/unclear").asLong();
    System.out.println(
        "healthy webhooks by the second after the publication: "
            + hooks.firstCalls().entrySet().stream()
                .filter(call -> Kind.of(call.getKey()) == Kind.HEALTHY)
                .collect(
                    Collectors.groupingBy(
                        call -> Duration.between(published, call.getValue()).toSeconds(),
                        TreeMap::new,
                        Collectors.counting())));
    long lastHealthy =
        hooks.firstCalls().entrySet().stream()
            .filter(call -> Kind.of(call.getKey()) == Kind.HEALTHY)
            .mapToLong(call -> Duration.between(published, call.getValue()).toMillis())
            .max()
            .orElseThrow();
    System.out.printf(
        "%d disturbances in %s; mails: %d taken of %d, %d twice, %d unclear; healthy webhooks: all"
            + " within %d ms%n",
        disturbances,
        took,
        different.size(),
        MAILS,
        mails.taken().size() - different.size(),
        unclear,
        lastHealthy);
    assertThat(mails.taken()).doesNotHaveDuplicates();
    assertThat((long) different.size()).isBetween(MAILS - unclear, (long) MAILS);
    for (int hook = 0; hook < HOOKS; hook++) {
      boolean takes = Kind.of(hook) == Kind.HEALTHY || Kind.of(hook) == Kind.SLOW;
      assertThat(hooks.messages().getOrDefault(hook, Set.of()))
          .as("%d", hook)
          .hasSize(takes ? 1 : 0);
    }
  }
}
