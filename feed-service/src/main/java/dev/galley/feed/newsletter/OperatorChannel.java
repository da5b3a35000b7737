package dev.galley.feed.newsletter;

import dev.galley.feed.SiteProperties;
import dev.galley.feed.announcement.Announcement;
import dev.galley.feed.announcement.Announcement.Type;
import dev.galley.feed.announcement.Announcements;
import dev.galley.feed.announcement.Delivery;
import dev.galley.feed.announcement.Outcome;
import dev.galley.feed.announcement.Recipient;
import dev.galley.feed.channel.GivenUp;
import dev.galley.feed.channel.MailChannel;
import dev.galley.feed.mail.Bodies;
import dev.galley.feed.mail.Letter;
import dev.galley.feed.mail.MailAddress;
import dev.galley.feed.mail.Mailer;
import dev.galley.feed.mail.WritingMails;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.web.util.HtmlUtils;

/**
 * Tells who runs the site, by mail, that a recipient was switched off for failing, or that mails
 * are refused. Whatever switched it off, any instance sees it there, and the announcement's id
 * makes it one mail.
 */
class OperatorChannel extends MailChannel {

  private static final String ABOUT = "given-up";
  private static final String REFUSED = "mails-refused";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm", Locale.ENGLISH).withZone(ZoneOffset.UTC);
  private static final String OPERATOR = "operator";
  private static final int PAGE = 500;

  private final List<GivenUp> givenUp;
  private final Announcements announcements;
  private final Bodies bodies;
  private final SiteProperties site;
  private final @Nullable MailAddress operator;

  /**
   * @param operator null where nobody wants to be told
   */
  OperatorChannel(
      List<GivenUp> givenUp,
      Announcements announcements,
      Mailer mailer,
      WritingMails writing,
      Bodies bodies,
      SiteProperties site,
      @Nullable MailAddress operator) {
    super(writing, mailer);
    this.givenUp = givenUp;
    this.announcements = announcements;
    this.bodies = bodies;
    this.site = site;
    this.operator = operator;
  }

  @Scheduled(initialDelay = 20, fixedDelay = 60, timeUnit = TimeUnit.SECONDS)
  void look() {
    if (operator == null) {
      return;
    }
    List<Announcement> untold =
        endpoints().stream()
            .filter(endpoint -> announcements.find(id(endpoint)).isEmpty())
            .map(OperatorChannel::announcement)
            .toList();
    if (!untold.isEmpty()) {
      announcements.write(untold);
    }
  }

  /** Whichever instance it happens to, and however often: one mail a day. */
  void mailsAreRefused(Instant since) {
    String id = REFUSED + ":" + since.truncatedTo(ChronoUnit.DAYS).toEpochMilli();
    if (operator != null && announcements.find(id).isEmpty()) {
      announcements.write(List.of(notice(id, REFUSED, since)));
    }
  }

  private List<GivenUp.Endpoint> endpoints() {
    return givenUp.stream().flatMap(kind -> kind.now().stream()).limit(PAGE).toList();
  }

  private static String id(GivenUp.Endpoint endpoint) {
    return ABOUT + ":" + endpoint.id() + ":" + endpoint.at().toEpochMilli();
  }

  private static Announcement announcement(GivenUp.Endpoint endpoint) {
    return notice(id(endpoint), ABOUT, endpoint.at());
  }

  private static Announcement notice(String id, String about, Instant at) {
    UUID cause = UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8));
    return new Announcement(id, Type.NOTICE, about, 0, at, cause, null);
  }

  @Override
  public String name() {
    return OPERATOR;
  }

  @Override
  public List<Recipient> recipients(Announcement announcement, @Nullable String after, int limit) {
    return announcement.type() == Type.NOTICE && operator != null && after == null
        ? List.of(new Recipient(OPERATOR, "who runs the site"))
        : List.of();
  }

  @Override
  public Outcome attempt(Announcement announcement, Delivery delivery) {
    if (operator != null && announcement.postId().equals(REFUSED)) {
      return send(refused(announcement, operator));
    }
    Optional<GivenUp.Endpoint> about =
        endpoints().stream().filter(endpoint -> id(endpoint).equals(announcement.id())).findFirst();
    if (operator == null || about.isEmpty()) {
      return new Outcome.Skipped("somebody has seen it already");
    }
    return send(letter(about.get(), operator));
  }

  private Letter letter(GivenUp.Endpoint endpoint, MailAddress to) {
    String what = "The %s %s was switched off".formatted(endpoint.kind(), endpoint.name());
    String fragment =
        "<p>%s, and is told nothing any more. %s.</p><p><a href=\"%s\">Switch it on again, or leave it off</a></p>"
            .formatted(
                HtmlUtils.htmlEscape(what),
                HtmlUtils.htmlEscape(endpoint.reason()),
                site.at("/editor/channels"));
    return letter(id(endpoint), to, what, fragment);
  }

  private Letter refused(Announcement notice, MailAddress to) {
    String what = "The mail server refuses most mails";
    String fragment =
        "<p>Since %s (UTC) the mail server has refused half of the mails to subscribers or more. Nobody's subscription is stopped for it. What may pass is tried again by itself; what was given up can be sent again.</p><p><a href=\"%s\">What was refused, and why</a></p>"
            .formatted(TIME.format(notice.acceptedAt()), site.at("/editor/subscribers"));
    return letter(notice.id(), to, what, fragment);
  }

  private Letter letter(String id, MailAddress to, String what, String fragment) {
    return new Letter(
        id.replace(':', '.'), to, OPERATOR, what, bodies.of(what, fragment, ""), Map.of());
  }

  /** A mail that was perhaps sent is sent again: one too many is better than none here. */
  @Override
  public boolean repeatable() {
    return true;
  }
}
