package dev.galley.feed.newsletter;

import com.mongodb.client.MongoDatabase;
import dev.galley.event.Author;
import dev.galley.event.Update;
import dev.galley.feed.announcement.Announcement;
import dev.galley.feed.announcement.Announcement.Content;
import dev.galley.feed.announcement.Announcement.Type;
import dev.galley.feed.announcement.Delivery;
import dev.galley.feed.entry.EntryFixtures;
import dev.galley.feed.entry.LiveEntries;
import dev.galley.feed.entry.Selection;
import dev.galley.feed.mail.MailAddress;
import dev.galley.feed.mail.MailFixtures;
import dev.galley.feed.subscriber.Links;
import dev.galley.feed.subscriber.Pace;
import dev.galley.feed.subscriber.Recipients;
import dev.galley.feed.subscriber.Subscriber;
import dev.galley.feed.subscriber.SubscriberFixtures;
import dev.galley.feed.subscriber.Subscribers;
import dev.galley.web.SignedLinks;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** A list, a server that takes everything, and a clock that a test moves. */
final class NewsletterFixtures {

  static final Instant START = Instant.parse("2026-11-25T10:00:00Z");

  Instant now = START;
  final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
  final MailFixtures.Sink sink = new MailFixtures.Sink();
  final InMemoryAnnouncements announcements = new InMemoryAnnouncements();
  final InMemoryTold told = new InMemoryTold();
  final Links links = SubscriberFixtures.links(new SignedLinks(new byte[32]));
  final LiveEntries live = EntryFixtures.liveEntries(MailFixtures.SITE, clock, Map.of());
  final Subscribers subscribers;
  final Recipients recipients;
  final Digests digests;
  final ComposingLetters composing;
  final List<Instant> warned = new ArrayList<>();
  final JudgingRefusals refusals;
  final EmailChannel channel;

  NewsletterFixtures(MongoDatabase database) {
    subscribers = new Subscribers(database);
    recipients = new Recipients(subscribers);
    digests = new Digests(database, announcements, recipients, Set.of("page"));
    composing =
        new ComposingLetters(
            MailFixtures.bodies(), MailFixtures.writing(clock), links, MailFixtures.SITE, 2_000);
    refusals = new JudgingRefusals(subscribers, warned::add, clock);
    channel =
        new EmailChannel(
            subscribers,
            recipients,
            new CorrectionRecipients(told, digests, subscribers),
            digests,
            composing,
            MailFixtures.writing(clock),
            sink,
            refusals,
            live,
            Set.of("page"),
            clock);
  }

  /** Another instance on the same store. */
  Digests otherInstance(MongoDatabase database) {
    return new Digests(database, announcements, recipients, Set.of("page"));
  }

  Subscriber subscriber(String name, Selection choice, Pace pace) {
    MailAddress address = MailAddress.of(name + "@example.org").orElseThrow();
    SubscriberFixtures.add(subscribers, address, choice, pace, now);
    return subscribers.find(address).orElseThrow();
  }

  Announcement announcement(String postId, String title, String html, String... tags) {
    Announcement made =
        new Announcement(
            Announcement.id(postId, 3),
            Type.PUBLICATION,
            postId,
            3,
            now,
            UUID.randomUUID(),
            content(title, "blog", html, List.of(tags)));
    announcements.write(List.of(made));
    return made;
  }

  static Content content(String title, String kind, String html, List<String> tags) {
    return new Content(
        "week-1",
        URI.create("https://site.example/week-1"),
        title,
        null,
        List.of(new Author("ada", "Ada")),
        tags,
        kind,
        Update.FIRST,
        "urn:x",
        null,
        START.atOffset(ZoneOffset.UTC),
        null,
        "The beginning",
        html,
        List.of(),
        null,
        null,
        null);
  }

  static Delivery delivery(Announcement announcement, Subscriber to) {
    return new Delivery(
        Delivery.id(announcement.id(), "email", to.id()),
        1,
        "1",
        announcement.id(),
        "email",
        to.id(),
        "a subscriber",
        announcement.acceptedAt(),
        Delivery.State.WAITING,
        0,
        false,
        null,
        null,
        List.of());
  }
}
