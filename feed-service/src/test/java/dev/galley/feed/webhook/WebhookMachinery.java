package dev.galley.feed.webhook;

import dev.galley.event.Announcement;
import dev.galley.event.Event;
import dev.galley.event.PostPublished;
import dev.galley.event.PostUnpublished;
import dev.galley.event.Receipt;
import dev.galley.feed.SentEvents;
import dev.galley.feed.SiteProperties;
import dev.galley.feed.entry.EntryFixtures;
import dev.galley.feed.entry.EntryListener.Cause;
import dev.galley.feed.entry.UnpublishedPost;
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
import java.util.UUID;

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
  final List<Event> receipts = new ArrayList<>();
  final List<Call> calls = new ArrayList<>();
  final SecretBox box = new SecretBox(new byte[32]);
  final MessageWriter messages =
      new MessageWriter(new SiteProperties(URI.create("https://example.org"), "Site", "en"));
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  Script script = call -> new Answer.Accepted(204, "");

  Dispatcher dispatcher;
  AnnouncingEntries announcing;
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
  final TestingWebhooks testing = new TestingWebhooks(messages, ledger, calling(), time);

  WebhookMachinery() {
    start();
  }

  /** A process begins with what the stores hold, and with nothing else. */
  void restart() {
    time.forget();
    start();
  }

  private void start() {
    dispatcher = process();
    announcing = new AnnouncingEntries(messages, webhooks, ledger, dispatcher, reporting(), time);
    time.pass(Duration.ZERO);
  }

  /** Another process on the same stores, at the same time. */
  Dispatcher process() {
    AttemptingDeliveries attempting =
        new AttemptingDeliveries(
            ledger,
            webhooks,
            calling(),
            new RetrySchedule(() -> 0.5),
            reporting(),
            Duration.ofDays(5),
            time);
    Dispatcher started =
        new Dispatcher(
            UUID.randomUUID().toString(),
            ledger,
            attempting,
            Runnable::run,
            time,
            time,
            Duration.ofDays(30),
            () -> {});
    started.start();
    return started;
  }

  private ReportingDeliveries reporting() {
    return new ReportingDeliveries(SentEvents.into(receipts), meters, time);
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

  void live(PostPublished post) {
    announcing.onLive(EntryFixtures.entry(post), cause(false), told());
  }

  void retry(PostPublished post) {
    announcing.onLive(EntryFixtures.entry(post), cause(true), told());
  }

  void gone(PostUnpublished post, PostPublished last) {
    gone(EntryFixtures.retraction(post), last);
  }

  void gone(UnpublishedPost post, PostPublished last) {
    announcing.onGone(post, EntryFixtures.entry(last), cause(false), told());
  }

  void dropped(List<Announcement> announcements, boolean repeated) {
    announcing.onDropped(
        EntryFixtures.POST,
        announcements,
        new Cause(time.instant(), repeated, false),
        SentEvents.into(receipts).begin());
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
