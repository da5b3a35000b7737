package dev.galley.feed.newsletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.galley.feed.SiteProperties;
import dev.galley.feed.announcement.Announcement;
import dev.galley.feed.announcement.Announcement.Content;
import dev.galley.feed.announcement.Announcement.Type;
import dev.galley.feed.announcement.Announcements;
import dev.galley.feed.entry.Entry;
import dev.galley.feed.entry.LiveEntries;
import dev.galley.feed.entry.PublishedPost;
import dev.galley.feed.entry.Selection;
import dev.galley.feed.mail.Letter;
import dev.galley.feed.mail.MailAddress;
import dev.galley.feed.mail.Mailer;
import dev.galley.feed.mail.Mailer.Result;
import dev.galley.feed.mail.WritingMails;
import dev.galley.feed.subscriber.Pace;
import dev.galley.feed.subscriber.Recipients;
import dev.galley.feed.websub.FeedSubscribers;
import dev.galley.stream.codec.EventIds;
import dev.galley.web.Allowance;
import dev.galley.web.Problems;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What editors ask of announcements by e-mail, and what mail servers report back. */
@RestController
class NewsletterController {

  /** A digest that a post would be in. */
  record NextDigest(long subscribers, OffsetDateTime at) {}

  /**
   * Whom a post would reach if it were published now: by e-mail, and as a feed that programs are
   * sent.
   *
   * @param websub subscriptions at the site's own hub
   */
  record Audience(long atOnce, NextDigest daily, NextDigest weekly, long websub) {}

  /**
   * What a digest will hold as far as is known.
   *
   * @param titles of the posts, oldest first
   */
  record Waiting(OffsetDateTime at, List<String> titles) {}

  /** The next ones. */
  record Digested(Waiting daily, Waiting weekly) {}

  /** A mail to see how a post looks. */
  record TestRequest(@NotNull UUID postId, @NotBlank @Size(max = 254) String to) {}

  /**
   * A mail to those who were sent a post.
   *
   * @param revision the announced one
   */
  record CorrectionRequest(
      @NotNull UUID postId, long revision, @NotBlank @Size(max = 5_000) String text) {}

  /** Which announcement it is. */
  record Correction(String announcement) {}

  /** What a report led to. */
  record Taken(String effect) {}

  /** Where it is recorded that somebody does something, before it is done. */
  @FunctionalInterface
  interface Audit {

    /** Returns when it is durable. */
    void record(String action, String subject, String detail);
  }

  private static final int MAX_TESTS = 20;

  private final Recipients recipients;
  private final Announcements announcements;
  private final LiveEntries entries;
  private final FeedSubscribers feedSubscribers;
  private final Digests digests;
  private final DigestCalendar calendar;
  private final ComposingLetters composing;
  private final WritingMails writing;
  private final Mailer mailer;
  private final Bounces bounces;
  private final SiteProperties site;
  private final Set<String> excludedKinds;
  private final Audit audit;
  private final Allowance tests;
  private final Clock clock;

  NewsletterController(
      Recipients recipients,
      FeedSubscribers feedSubscribers,
      Announcements announcements,
      LiveEntries entries,
      Digests digests,
      DigestCalendar calendar,
      ComposingLetters composing,
      WritingMails writing,
      Mailer mailer,
      Bounces bounces,
      SiteProperties site,
      NewsletterProperties properties,
      Audit audit,
      Clock clock) {
    this.recipients = recipients;
    this.feedSubscribers = feedSubscribers;
    this.announcements = announcements;
    this.entries = entries;
    this.digests = digests;
    this.calendar = calendar;
    this.composing = composing;
    this.writing = writing;
    this.mailer = mailer;
    this.bounces = bounces;
    this.site = site;
    this.excludedKinds = properties.excludedKinds();
    this.audit = audit;
    this.tests = new Allowance(MAX_TESTS, Duration.ofHours(1), clock);
    this.clock = clock;
  }

  @GetMapping("/api/audience")
  Audience audience(
      @RequestParam(defaultValue = "") List<String> tag,
      @RequestParam(defaultValue = "") List<String> author,
      @RequestParam(defaultValue = "") String kind) {
    List<Selection> selections = Selection.ofPost(tag, author);
    List<Selection> choices = excludedKinds.contains(kind) ? List.of() : selections;
    Instant now = clock.instant();
    return new Audience(
        recipients.count(Pace.AT_ONCE, choices, now),
        next(Pace.DAILY, choices, now),
        next(Pace.WEEKLY, choices, now),
        feedSubscribers.count(kind, selections, now));
  }

  private NextDigest next(Pace pace, List<Selection> choices, Instant now) {
    return new NextDigest(
        recipients.count(pace, choices, now), calendar.next(pace, now).toOffsetDateTime());
  }

  @GetMapping("/api/digests")
  Digested digests() {
    Instant now = clock.instant();
    return new Digested(waiting(Pace.DAILY, now), waiting(Pace.WEEKLY, now));
  }

  private Waiting waiting(Pace pace, Instant now) {
    List<String> titles =
        digests.waiting(pace, now).stream()
            .filter(one -> !entries.isTakenBack(one.postId(), one.revision()))
            .filter(one -> anybodyTakes(one, pace))
            .map(one -> content(one).title())
            .toList();
    return new Waiting(calendar.next(pace, now).toOffsetDateTime(), titles);
  }

  private boolean anybodyTakes(Announcement one, Pace pace) {
    Instant at = one.acceptedAt();
    return !recipients.page(pace, content(one).selections(), at, at, null, 1).isEmpty();
  }

  private static Content content(Announcement announcement) {
    return Objects.requireNonNull(announcement.content());
  }

  @PostMapping("/api/mail/test")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void test(@Valid @RequestBody TestRequest request) {
    MailAddress to =
        MailAddress.of(request.to())
            .orElseThrow(
                () ->
                    Problems.refusal(
                        HttpStatus.UNPROCESSABLE_CONTENT,
                        "invalid",
                        "That is no address of a mailbox",
                        "Give one like ada@example.org."));
    Entry entry =
        entries
            .newest(Selection.ALL, one -> one.postId().equals(request.postId().toString()), 1)
            .stream()
            .findFirst()
            .orElseThrow(
                () ->
                    Problems.refusal(
                        HttpStatus.CONFLICT,
                        "not-live",
                        "The post is not live",
                        "Publish it silently, and send the test then."));
    tests.spend("tests", "too-many-tests", "There were many tests in this hour", "Wait a while.");
    Content content = content(entry);
    String name = "test." + EventIds.next();
    mailer.awaitTurn();
    Result result =
        mailer.send(
            writing.write(
                new Letter(
                    name, to, "test", content.title(), composing.sample(content), Map.of())));
    if (!(result instanceof Result.Accepted)) {
      throw Problems.refusal(
          HttpStatus.BAD_GATEWAY, "mail-not-taken", "The mail was not taken", result.toString());
    }
  }

  private Content content(Entry entry) {
    PublishedPost post = entry.post();
    return new Content(
        post.slug(),
        site.resolve(entry.page().url()),
        post.title(),
        post.summary(),
        post.authors(),
        post.tags(),
        post.kind(),
        post.update(),
        post.entryId(),
        post.firstPublishedAt(),
        post.publishedAt(),
        post.changeNote(),
        entry.page().excerpt(),
        entries.content(entry).html(),
        entry.page().images(),
        null,
        null,
        null);
  }

  /** The same again, after an answer that was lost for example, is the same announcement. */
  @PostMapping("/api/corrections")
  @ResponseStatus(HttpStatus.ACCEPTED)
  Correction correct(@Valid @RequestBody CorrectionRequest request) {
    String postId = request.postId().toString();
    String text = request.text().strip();
    Announcement announced =
        announcements
            .find(Announcement.id(postId, request.revision()))
            .filter(one -> one.type() == Type.PUBLICATION)
            .orElseThrow(
                () ->
                    Problems.refusal(
                        HttpStatus.NOT_FOUND,
                        "announcement-unknown",
                        "This revision was not announced",
                        "Name the revision that subscribers were sent."));
    UUID name = UUID.nameUUIDFromBytes((announced.id() + " " + text).getBytes(UTF_8));
    String id = announced.id() + ":correction:" + name;
    if (announcements.find(id).isEmpty()) {
      Content content = correction(kept(announced), text);
      audit.record("correction-sent", postId, "of revision " + request.revision());
      announcements.write(
          List.of(
              new Announcement(
                  id,
                  Type.CORRECTION,
                  postId,
                  request.revision(),
                  clock.instant(),
                  name,
                  content)));
    }
    return new Correction(id);
  }

  private static Content kept(Announcement announced) {
    Content content = announced.content();
    if (content == null) {
      throw Problems.refusal(
          HttpStatus.CONFLICT,
          "announcement-removed",
          "What was announced is no longer kept",
          "A correction needs it, to say what it is about.");
    }
    return content;
  }

  static Content correction(Content content, String text) {
    return new Content(
        content.slug(),
        content.url(),
        content.title(),
        null,
        content.authors(),
        content.tags(),
        content.kind(),
        null,
        content.entryId(),
        null,
        null,
        null,
        null,
        null,
        List.of(),
        null,
        null,
        text);
  }

  @PostMapping(
      path = "/api/bounces",
      consumes = {"message/rfc822", "application/octet-stream"})
  Taken bounce(@RequestBody(required = false) byte @Nullable [] report) {
    if (report == null || report.length == 0) {
      throw Problems.refusal(
          HttpStatus.BAD_REQUEST,
          "report-missing",
          "There is no report in the request",
          "Send the mail that the mail server sent back, with its header, as the body.");
    }
    return new Taken(bounces.take(report).name().toLowerCase(java.util.Locale.ROOT));
  }
}
