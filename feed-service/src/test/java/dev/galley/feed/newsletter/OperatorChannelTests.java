package dev.galley.feed.newsletter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.feed.FeedDatabase;
import dev.galley.feed.announcement.Announcement;
import dev.galley.feed.announcement.Delivery;
import dev.galley.feed.announcement.Outcome;
import dev.galley.feed.announcement.Recipient;
import dev.galley.feed.channel.GivenUp;
import dev.galley.feed.mail.MailAddress;
import dev.galley.feed.mail.MailFixtures;
import dev.galley.feed.mail.Mailer.Result;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class OperatorChannelTests {

  private static final GivenUp.Endpoint HOOK =
      new GivenUp.Endpoint(
          "h1", "webhook", "the <shop>", "It has failed since Monday", NewsletterFixtures.START);

  @RegisterExtension final FeedDatabase database = new FeedDatabase();

  private final List<GivenUp.Endpoint> givenUp = new ArrayList<>(List.of(HOOK));
  private final MailAddress operator = MailAddress.of("ops@site.example").orElseThrow();
  private NewsletterFixtures list;

  @BeforeEach
  void start() {
    list = new NewsletterFixtures(database.get());
  }

  @Test
  void tellsWhoRunsTheSiteOnceThatAWebhookWasSwitchedOff() {
    OperatorChannel channel = channel(operator);

    channel.look();
    channel(operator).look();

    assertThat(list.announcements.all).hasSize(1);
    Announcement notice = list.announcements.all.values().iterator().next();
    assertThat(attempt(channel, notice)).isInstanceOf(Outcome.Delivered.class);
    assertThat(list.sink.mails)
        .singleElement()
        .satisfies(mail -> assertThat(mail.to()).isEqualTo(operator));
    assertThat(list.sink.lastText())
        .contains("The webhook the <shop> was switched off", "It has failed since Monday.")
        .contains("https://site.example/editor/channels");
  }

  @Test
  void tellsItAgainWhenItWasSwitchedOffAgain() {
    channel(operator).look();
    givenUp.set(
        0,
        new GivenUp.Endpoint(
            "h1", "webhook", "x", "again", NewsletterFixtures.START.plusMillis(1)));

    channel(operator).look();

    assertThat(list.announcements.all).hasSize(2);
  }

  @Test
  void tellsNothingThatSomebodyHasSeenMeanwhile() {
    OperatorChannel channel = channel(operator);
    channel.look();
    givenUp.clear();

    assertThat(attempt(channel, list.announcements.all.values().iterator().next()))
        .isInstanceOf(Outcome.Skipped.class);
    assertThat(list.sink.mails).isEmpty();
  }

  @Test
  void tellsOnceADayThatMailsAreRefused() {
    OperatorChannel channel = channel(operator);

    channel.mailsAreRefused(NewsletterFixtures.START);
    channel(operator).mailsAreRefused(NewsletterFixtures.START.plusSeconds(60));
    channel(null).mailsAreRefused(NewsletterFixtures.START.plusSeconds(90_000));

    assertThat(list.announcements.all).hasSize(1);
    assertThat(attempt(channel, list.announcements.all.values().iterator().next()))
        .isInstanceOf(Outcome.Delivered.class);
    assertThat(list.sink.lastText())
        .contains("Since 25 November 2026, 10:00 (UTC)", "https://site.example/editor/subscribers");
  }

  @Test
  void waitsForAMailServerThatIsAway() {
    OperatorChannel channel = channel(operator);
    channel.look();
    list.sink.answer = new Result.Away("the mail server cannot be reached");

    assertThat(attempt(channel, list.announcements.all.values().iterator().next()))
        .isInstanceOf(Outcome.Postponed.class);
  }

  @Test
  void isSilentWhereNobodyWantsToBeToldAndCarriesNothingElse() {
    channel(null).look();

    assertThat(list.announcements.all).isEmpty();
    Announcement post = list.announcement("p1", "One", "<p>1</p>");
    assertThat(channel(operator).recipients(post, null, 10)).isEmpty();
  }

  private static Outcome attempt(OperatorChannel channel, Announcement notice) {
    List<Recipient> recipients = channel.recipients(notice, null, 10);
    assertThat(recipients).hasSize(1);
    assertThat(channel.recipients(notice, recipients.get(0).id(), 10)).isEmpty();
    String recipient = recipients.get(0).id();
    return channel.attempt(
        notice,
        new Delivery(
            Delivery.id(notice.id(), channel.name(), recipient),
            1,
            "1",
            notice.id(),
            channel.name(),
            recipient,
            "x",
            notice.acceptedAt(),
            Delivery.State.WAITING,
            0,
            false,
            null,
            null,
            List.of()));
  }

  private OperatorChannel channel(@Nullable MailAddress to) {
    return new OperatorChannel(
        List.of(() -> givenUp),
        list.announcements,
        list.sink,
        MailFixtures.writing(list.clock),
        MailFixtures.bodies(),
        MailFixtures.SITE,
        to);
  }
}
