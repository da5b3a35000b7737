package dev.galley.feed.mail;

import dev.galley.feed.SiteProperties;
import java.nio.file.Path;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.util.StringUtils;

/** Mails, put together: a server where one is configured, else a folder. */
@Configuration(proxyBeanMethods = false)
class MailConfiguration {

  private static final Logger log = LoggerFactory.getLogger(MailConfiguration.class);

  @Bean
  Mailer mailer(ObjectProvider<JavaMailSenderImpl> server, MailProperties properties) {
    JavaMailSenderImpl settings = server.getIfAvailable();
    // A variable of a deployment may be there and empty.
    if (settings == null || !StringUtils.hasText(settings.getHost())) {
      log.info("No mail server is configured; mails are kept in {}", properties.folder());
      return new MailFolder(properties.folder(), properties.keep());
    }
    return new SmtpMailer(settings, properties.workers(), new SendingRate(properties.perSecond()));
  }

  @Bean
  WritingMails writingMails(SiteProperties site, MailProperties properties, Clock clock) {
    return new WritingMails(site, properties, dkim(site, properties), clock);
  }

  private static @Nullable Dkim dkim(SiteProperties site, MailProperties properties) {
    MailProperties.Dkim settings = properties.dkim();
    String keyFile = settings.keyFile();
    if (keyFile == null || keyFile.isBlank()) {
      return null;
    }
    String domain = settings.domain();
    return Dkim.of(
        Path.of(keyFile),
        settings.selector(),
        domain == null || domain.isBlank()
            ? WritingMails.sender(site, properties).domain()
            : domain);
  }

  @Bean
  Bodies bodies(SiteProperties site, MailProperties properties) {
    return new Bodies(site, properties.postalAddress());
  }
}
