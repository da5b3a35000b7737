package dev.galley.feed.webhook;

import dev.galley.event.Event;
import dev.galley.event.PostPublished;
import dev.galley.event.PostUnpublished;
import dev.galley.event.Receipt;
import dev.galley.feed.SentEvents;
import dev.galley.feed.SiteProperties;
import dev.galley.feed.entry.EntryFixtures;
import dev.galley.feed.entry.EntryListener.Cause;
import dev.galley.feed.http.Answer;
import dev.galley.feed.http.TargetPolicy;
import dev.galley.feed.secret.SecretBox;
import dev.galley.stream.Sending;
import dev.galley.stream.codec.EventIds;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The whole delivery machinery on virtual time, with endpoints that a test scripts. */
final class WebhookMachinery {

  static final Instant START = EntryFixtures.ACCEPTED.minusSeconds(60);

  record Call(Instant at, URI url, Map<String, String> headers, String body) {}

  /** What an endpoint answers to its n-th call, from 1. */
  interface Script {
    Answer answer(int call);
  }

  final VirtualTime time = new VirtualTime(START);
  final InMemoryWebhooks webhooks = new InMemoryWebhooks();
  final InMemoryDeliveries ledger = new InMemoryDeliveries();
  final InMemoryPendingDeliveries pending = new InMemoryPendingDeliveries();
  final List<Event> receipts = new ArrayList<>();
  final List<Call> calls = new ArrayList<>();
  final SecretBox box = new SecretBox(new byte[32]);
  final MessageWriter messages =
      new MessageWriter(new SiteProperties(URI.create("https://example.org"), "Site", "en"));
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  Script script = call -> new Answer.Accepted(204, "");

  Dispatcher dispatcher;
  ResendingDeliveries resending;
  AnnouncingEntries announcing;
  final ManagingWebhooks managing =
      new ManagingWebhooks(webhooks, new TargetPolicy(false), box, 10, Duration.ofHours(24), time);
  final TestingWebhooks testing = new TestingWebhooks(messages, ledger, calling(), time);

  WebhookMachinery() {
    start("here");
  }

  /** A process begins with what the stores hold, and with nothing else. */
  void start(String instance) {
    time.forget();
    ReportingDeliveries reporting =
        new ReportingDeliveries(SentEvents.into(receipts), meters, time);
    AttemptingDeliveries attempting =
        new AttemptingDeliveries(
            ledger,
            pending,
            webhooks,
            calling(),
            new RetrySchedule(() -> 0.5),
            reporting,
            Duration.ofDays(5),
            time);
    dispatcher = new Dispatcher(instance, pending, attempting, Runnable::run, time, time, () -> {});
    dispatcher.start();
    resending = new ResendingDeliveries(ledger, dispatcher, time);
    announcing =
        new AnnouncingEntries(messages, webhooks, ledger, dispatcher, resending, reporting, time);
  }

  private CallingEndpoints calling() {
    return new CallingEndpoints(
        (url, headers, body) -> {
          calls.add(new Call(time.instant(), url, headers, new String(body)));
          return script.answer(calls.size());
        },
        new TargetPolicy(false),
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

  void live(PostPublished post) {
    announcing.onLive(EntryFixtures.entry(post), cause(false), told());
  }

  void retry(PostPublished post) {
    announcing.onLive(EntryFixtures.entry(post), cause(true), told());
  }

  void gone(PostUnpublished post, PostPublished last) {
    announcing.onGone(
        EntryFixtures.retraction(post), EntryFixtures.entry(last), cause(false), told());
  }

  private static Sending told() {
    return SentEvents.into(new ArrayList<>()).begin();
  }

  private Cause cause(boolean retry) {
    return new Cause(time.instant(), false, retry);
  }

  List<Receipt> receipts() {
    return receipts.stream().map(Receipt.class::cast).toList();
  }

  Webhook current(Webhook webhook) {
    return webhooks.find(webhook.id()).orElseThrow();
  }
}
