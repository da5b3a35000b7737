package dev.galley.feed.newsletter;

import com.mongodb.client.MongoDatabase;
import dev.galley.feed.SiteProperties;
import dev.galley.feed.access.PostServiceAudit;
import dev.galley.feed.announcement.Announcements;
import dev.galley.feed.announcement.Told;
import dev.galley.feed.channel.GivenUp;
import dev.galley.feed.entry.LiveEntries;
import dev.galley.feed.mail.Bodies;
import dev.galley.feed.mail.MailAddress;
import dev.galley.feed.mail.Mailer;
import dev.galley.feed.mail.WritingMails;
import dev.galley.feed.subscriber.Links;
import dev.galley.feed.subscriber.Recipients;
import dev.galley.feed.subscriber.Subscribers;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/** Announcements by e-mail, put together. */
@Configuration(proxyBeanMethods = false)
class NewsletterConfiguration {

  @Bean
  DigestCalendar digestCalendar(NewsletterProperties properties) {
    return new DigestCalendar(properties.zone(), properties.hour(), properties.weekday());
  }

  @Bean
  Digests digests(
      MongoDatabase feedDatabase,
      Announcements announcements,
      Recipients recipients,
      NewsletterProperties properties) {
    return new Digests(feedDatabase, announcements, recipients, properties.excludedKinds());
  }

  @Bean
  SendingDigests sendingDigests(Digests digests, DigestCalendar calendar, Clock clock) {
    return new SendingDigests(digests, calendar, clock);
  }

  @Bean
  ComposingLetters composingLetters(
      Bodies bodies,
      WritingMails writing,
      Links links,
      SiteProperties site,
      NewsletterProperties properties) {
    return new ComposingLetters(bodies, writing, links, site, properties.maxChars());
  }

  @Bean
  EmailChannel emailChannel(
      Subscribers subscribers,
      Recipients recipients,
      Told told,
      Digests digests,
      ComposingLetters composing,
      WritingMails writing,
      Mailer mailer,
      JudgingRefusals refusals,
      LiveEntries live,
      NewsletterProperties properties,
      Clock clock) {
    return new EmailChannel(
        subscribers,
        recipients,
        new CorrectionRecipients(told, digests, subscribers),
        digests,
        composing,
        writing,
        mailer,
        refusals,
        live,
        properties.excludedKinds(),
        clock);
  }

  @Bean
  JudgingRefusals judgingRefusals(Subscribers subscribers, OperatorChannel operators, Clock clock) {
    return new JudgingRefusals(subscribers, operators::mailsAreRefused, clock);
  }

  @Bean
  Bounces bounces(Subscribers subscribers, Links links, WritingMails writing, Clock clock) {
    return new Bounces(subscribers, links, writing.domain(), clock);
  }

  @Bean
  @Conditional(MailboxConfigured.class)
  BounceMailbox bounceMailboxHealthIndicator(Bounces bounces, BounceMailboxProperties properties) {
    return new BounceMailbox(bounces, properties);
  }

  /** A variable of a deployment may be there and empty. */
  static final class MailboxConfigured implements Condition {

    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
      return StringUtils.hasText(context.getEnvironment().getProperty("galley.mail.bounces.host"));
    }
  }

  @Bean
  OperatorChannel operatorChannel(
      List<GivenUp> givenUp,
      Announcements announcements,
      Mailer mailer,
      WritingMails writing,
      Bodies bodies,
      SiteProperties site,
      OperatorProperties properties) {
    return new OperatorChannel(
        givenUp, announcements, mailer, writing, bodies, site, operator(properties.mail()));
  }

  private static @Nullable MailAddress operator(String address) {
    return address.isBlank()
        ? null
        : MailAddress.of(address)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "galley.operators.mail is no address of a mailbox"));
  }

  @Bean
  NewsletterController.Audit newsletterAudit(PostServiceAudit audit) {
    return audit::record;
  }
}
