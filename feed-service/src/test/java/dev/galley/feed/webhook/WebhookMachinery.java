package dev.galley.feed.webhook;

import com.mongodb.client.MongoDatabase;
import dev.galley.feed.SiteProperties;
import dev.galley.feed.announcement.Delivery;
import dev.galley.feed.announcement.DeliveryLog.Logged;
import dev.galley.feed.announcement.Machinery;
import dev.galley.feed.http.Answer;
import dev.galley.feed.http.TargetPolicy;
import dev.galley.feed.secret.SecretBox;
import dev.galley.stream.codec.EventIds;
import dev.galley.testing.VirtualTime;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Webhooks on virtual time, with endpoints that a test scripts. */
final class WebhookMachinery {

  record Call(Instant at, URI url, Map<String, String> headers, String body) {}

  /** What an endpoint answers to its n-th call, from 1. */
  interface Script {
    Answer answer(int call);
  }

  final VirtualTime time = new VirtualTime(Machinery.START);
  final InMemoryWebhooks webhooks = new InMemoryWebhooks();
  final List<Call> calls = new ArrayList<>();
  final SecretBox box = new SecretBox(new byte[32]);
  final MessageWriter messages =
      new MessageWriter(new SiteProperties(URI.create("https://example.org"), "Site", "en"));
  Script script = call -> new Answer.Accepted(204, "");
  final List<String> recorded = new ArrayList<>();
  final ManagingWebhooks managing =
      new ManagingWebhooks(
          webhooks,
          new TargetPolicy(false, List.of()),
          box,
          10,
          Duration.ofHours(24),
          (action, id, detail) -> recorded.add(action + ": " + detail),
          time);
  final WebhookChannel channel =
      new WebhookChannel(webhooks, messages, calling(), 1, Duration.ofDays(5), time);
  final Machinery machinery;

  WebhookMachinery(MongoDatabase database) {
    machinery = new Machinery(database, time, channel);
  }

  private CallingEndpoints calling() {
    return new CallingEndpoints(
        (url, headers, body) -> {
          calls.add(new Call(time.instant(), url, headers, new String(body)));
          return script.answer(calls.size());
        },
        new TargetPolicy(false, List.of()),
        box);
  }

  Webhook webhook() {
    return webhook(Set.of(), Set.of(), Set.of());
  }

  Webhook webhook(Set<String> types, Set<String> tags, Set<String> kinds) {
    return managing
        .create(
            new WebhookRequest(
                "https://subscriber.example/" + EventIds.next(), null, types, tags, kinds))
        .webhook();
  }

  Webhook current(Webhook webhook) {
    return webhooks.find(webhook.id()).orElseThrow();
  }

  Delivery resend(Delivery seen) {
    Logged logged = machinery.first().log.find(seen.id()).orElseThrow();
    return machinery
        .first()
        .log
        .resend(new Logged(seen, logged.announcement(), logged.title()))
        .delivery();
  }
}
