package dev.galley.feed.review;

import dev.galley.event.ReviewEvent.About;
import dev.galley.event.ReviewRound;
import dev.galley.event.ReviewRound.Answer;
import dev.galley.event.ReviewRound.Kind;
import dev.galley.event.ReviewRound.Person;
import dev.galley.event.ReviewRound.State;
import dev.galley.feed.SiteProperties;
import dev.galley.feed.mail.Bodies;
import dev.galley.feed.mail.Letter;
import dev.galley.feed.mail.MailAddress;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/** Writes the mails about a round. Their links lead into the editor, which asks who comes. */
final class ComposingReviewMails {

  private final Bodies bodies;
  private final SiteProperties site;
  private final DateTimeFormatter times;

  /**
   * @param zone whose clocks deadlines are told by
   */
  ComposingReviewMails(Bodies bodies, SiteProperties site, ZoneId zone) {
    this.times =
        DateTimeFormatter.ofPattern("EEEE d MMMM uuuu, HH:mm '('VV')'", Locale.ENGLISH)
            .withZone(zone);
    this.bodies = bodies;
    this.site = site;
  }

  Letter of(ReviewNotice notice, KnownRound known, Person to, MailAddress address, String name) {
    String subject = subject(notice, known);
    return new Letter(
        name,
        address,
        to.id(),
        subject,
        bodies.of(subject, "<h1>" + Bodies.escaped(subject) + "</h1>" + body(notice, known), ""),
        Map.of());
  }

  private static String title(KnownRound known) {
    String title = known.title();
    return title == null || title.isBlank() ? "Untitled" : title;
  }

  private static String subject(ReviewNotice notice, KnownRound known) {
    String title = title(known);
    return switch (notice) {
      case OPENED -> "Your consent is asked: " + title;
      case REMINDER -> "Your answer is awaited: " + title;
      case DECIDED ->
          switch (known.round().state()) {
            case CONSENTED, PUBLISHED -> "Consent is reached: " + title;
            case REFUSED -> "There is no consent: " + title;
            case WITHDRAWN -> "Withdrawn: " + title;
            case OPEN -> "The round goes on: " + title;
            case VOID -> "The text was changed: " + title;
          };
    };
  }

  private String body(ReviewNotice notice, KnownRound known) {
    ReviewRound round = known.round();
    String link = Bodies.button(address(known), "Read it in the editor");
    if (notice == ReviewNotice.DECIDED) {
      return "<p>" + outcome(round) + "</p>" + answers(round) + link;
    }
    return "<p>"
        + Bodies.escaped(round.proposer().name())
        + " asks for your consent"
        + (round.publishes() ? ". With it, the post is published by itself" : "")
        + ". You can answer until "
        + times.format(round.deadline())
        + ".</p>"
        + (round.replaces() == null || notice == ReviewNotice.REMINDER
            ? ""
            : "<p>There was a round before it: what was said then is beside the text.</p>")
        + link;
  }

  private static String outcome(ReviewRound round) {
    return switch (round.state()) {
      case CONSENTED ->
          round.publishes()
              ? "Nobody objects. The post is published by itself."
              : "Nobody objects.";
      case PUBLISHED -> "Nobody objects, and it is published.";
      case REFUSED ->
          round.objections().isEmpty()
              ? "The deadline has passed, and too few have answered."
              : "The deadline has passed over an objection.";
      case WITHDRAWN -> "What was asked was taken back.";
      case VOID -> "The text was changed since. A new round asks again.";
      case OPEN -> "Somebody has answered differently since: the round goes on.";
    };
  }

  private static String answers(ReviewRound round) {
    StringBuilder list = new StringBuilder();
    Map<String, Answer> current = round.current();
    for (Person person : round.participants()) {
      Answer answer = current.get(person.id());
      list.append("<li>")
          .append(Bodies.escaped(person.name()))
          .append(": ")
          .append(answer == null ? "no answer" : said(answer.kind()));
      if (answer != null && answer.words() != null) {
        list.append(". ").append(Bodies.escaped(answer.words()));
      }
      list.append("</li>");
    }
    return "<ul>" + list + "</ul>";
  }

  private static String said(Kind kind) {
    return switch (kind) {
      case CONSENT -> "consents";
      case STAND_ASIDE -> "stands aside";
      case CONCERN -> "has a concern";
      case OBJECTION -> "objects";
      case NONE -> "no answer";
    };
  }

  private String address(KnownRound known) {
    return site.at(
            known.about() == About.POST
                ? "/editor/posts/" + known.ownerId() + "#review"
                : "/editor/proposals#" + known.ownerId())
        .toString();
  }

  /** Whether there is still something to say. */
  static boolean isWorthSaying(ReviewNotice notice, KnownRound known) {
    return known.title() != null
        || (notice == ReviewNotice.DECIDED && known.round().state() == State.WITHDRAWN);
  }
}
