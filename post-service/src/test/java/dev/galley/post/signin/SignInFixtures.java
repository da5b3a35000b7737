package dev.galley.post.signin;

import com.mongodb.client.MongoDatabase;
import dev.galley.post.draft.SiteProperties;
import dev.galley.post.people.People;
import dev.galley.post.people.PeopleFixtures;
import dev.galley.post.people.Person;
import dev.galley.post.people.PersonChanged;
import dev.galley.post.people.Role;
import dev.galley.post.store.MongoStore;
import dev.galley.post.token.Secrets;
import dev.galley.testing.VirtualTime;
import jakarta.mail.internet.MimeMessage;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** People and the links that sign them in, on a store in memory, at a time that a test moves. */
final class SignInFixtures implements AutoCloseable {

  static final Instant START = Instant.parse("2017-11-03T12:00:00Z");

  private static final SiteProperties SITE =
      new SiteProperties(URI.create("https://blog.example"), "The Blog", "en", ZoneId.of("UTC"));

  final MongoStore store = new MongoStore();
  final VirtualTime clock = new VirtualTime(START);
  final Secrets secrets = new Secrets();
  final People people = new People(store.database(), this::follow, clock);
  final SignInLinks links = links();

  /** What the mail server took, unless it refuses. */
  final List<MimeMessage> sent = new ArrayList<>();

  boolean refusesMails;

  SignInFixtures() {
    links.createIndexes();
  }

  /** As listeners do; what belongs to somebody who was removed must be good for nothing without. */
  private void follow(Object event) {
    if (event instanceof PersonChanged changed) {
      links.on(changed);
    }
  }

  /** Of another instance. */
  SignInLinks links() {
    return new SignInLinks(
        store.database(),
        secrets,
        new SignInProperties(Duration.ofDays(30), Duration.ofMinutes(10), Duration.ofDays(1)),
        SITE,
        clock);
  }

  SignInMails mails() {
    return mails(
        new JavaMailSenderImpl() {
          @Override
          public void send(MimeMessage message) {
            if (refusesMails) {
              throw new MailSendException("No");
            }
            sent.add(message);
          }
        });
  }

  SignInMails withoutMails() {
    return mails(null);
  }

  private SignInMails mails(@Nullable JavaMailSender server) {
    return new SignInMails(server, "galley@blog.example", SITE, links, Runnable::run);
  }

  MongoDatabase database() {
    return store.database();
  }

  Person person(String name, Role role) {
    return PeopleFixtures.add(people, name, role);
  }

  @Override
  public void close() {
    store.close();
  }
}
