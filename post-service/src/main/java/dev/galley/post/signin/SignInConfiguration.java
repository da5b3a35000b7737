package dev.galley.post.signin;

import com.mongodb.client.MongoDatabase;
import dev.galley.post.audit.Audit;
import dev.galley.post.database.Preparation;
import dev.galley.post.draft.SiteProperties;
import dev.galley.post.people.People;
import dev.galley.post.token.BrowserCookie;
import dev.galley.post.token.KnownTokens;
import dev.galley.post.token.Secrets;
import dev.galley.post.token.Sessions;
import dev.galley.post.token.WrongSecrets;
import java.time.Clock;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.util.StringUtils;

/** What people sign in with beside tokens: sessions that links, mails and others open. */
@Configuration(proxyBeanMethods = false)
class SignInConfiguration {

  @Bean
  SignInLinks signInLinks(
      MongoDatabase database,
      Secrets secrets,
      SignInProperties lifetimes,
      SiteProperties site,
      Clock clock) {
    return new SignInLinks(database, secrets, lifetimes, site, clock);
  }

  @Bean
  SigningIn signingIn(
      KnownTokens known,
      Sessions sessions,
      SignInLinks links,
      People people,
      Secrets secrets,
      Clock clock,
      SignInProperties properties) {
    return new SigningIn(known, sessions, links, people, secrets, clock, properties);
  }

  @Bean
  OpeningSessions openingSessions(
      SigningIn signingIn, BrowserCookie cookie, WrongSecrets failures, Audit audit) {
    return new OpeningSessions(signingIn, cookie, failures, audit);
  }

  @Bean
  SignInMails signInMails(
      ObjectProvider<JavaMailSenderImpl> server,
      SiteProperties site,
      SignInMails.Sender sender,
      SignInLinks links,
      ExecutorService signInMailing) {
    JavaMailSenderImpl settings = server.getIfAvailable();
    // A variable of a deployment may be there and empty.
    boolean none = settings == null || !StringUtils.hasText(settings.getHost());
    return new SignInMails(
        none ? null : settings, sender.address(site), site, links, signInMailing);
  }

  /** One after the other, and no more than wait here. */
  @Bean(destroyMethod = "shutdownNow")
  ExecutorService signInMailing() {
    return new ThreadPoolExecutor(
        1,
        1,
        0,
        TimeUnit.SECONDS,
        new ArrayBlockingQueue<>(50),
        task -> {
          Thread thread = new Thread(task, "sign-in-mails");
          thread.setDaemon(true);
          return thread;
        });
  }

  @Bean
  Preparation preparedSignInLinks(SignInLinks links) {
    return links::createIndexes;
  }
}
