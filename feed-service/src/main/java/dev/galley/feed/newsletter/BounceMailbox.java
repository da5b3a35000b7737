package dev.galley.feed.newsletter;

import com.mongodb.MongoException;
import dev.galley.feed.newsletter.BounceMailboxProperties.Security;
import dev.galley.feed.newsletter.Bounces.Effect;
import jakarta.mail.FetchProfile;
import jakarta.mail.Flags;
import jakarta.mail.Flags.Flag;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessageRemovedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.search.FlagTerm;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Properties;
import org.eclipse.angus.mail.imap.IMAPMessage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Fetches from a mailbox what mail servers report. A report is removed from it once what it says is
 * in the store; what is none is marked as read and left for a person. A crash in between, and two
 * instances at once, take a report twice, which changes nothing ({@link Bounces}).
 */
class BounceMailbox implements HealthIndicator {

  private static final Logger log = LoggerFactory.getLogger(BounceMailbox.class);
  private static final String TIMEOUT_MILLIS = "10000";

  private final Bounces bounces;
  private final BounceMailboxProperties properties;
  private final String protocol;
  private final Session session;
  private volatile @Nullable String failure;

  BounceMailbox(Bounces bounces, BounceMailboxProperties properties) {
    this.bounces = bounces;
    this.properties = properties;
    this.protocol = properties.security() == Security.TLS ? "imaps" : "imap";
    this.session = Session.getInstance(settings(protocol, properties.security()));
  }

  private static Properties settings(String protocol, Security security) {
    String prefix = "mail." + protocol + ".";
    Properties settings = new Properties();
    settings.setProperty(prefix + "connectiontimeout", TIMEOUT_MILLIS);
    settings.setProperty(prefix + "timeout", TIMEOUT_MILLIS);
    settings.setProperty(prefix + "writetimeout", TIMEOUT_MILLIS);
    settings.setProperty(prefix + "ssl.checkserveridentity", "true");
    if (security == Security.STARTTLS) {
      settings.setProperty(prefix + "starttls.enable", "true");
      settings.setProperty(prefix + "starttls.required", "true");
    }
    // Reading alone must not mark a mail as read: the store may fail after it.
    settings.setProperty(prefix + "peek", "true");
    return settings;
  }

  @Scheduled(
      initialDelayString = "${galley.mail.bounces.every:1m}",
      fixedDelayString = "${galley.mail.bounces.every:1m}")
  void poll() {
    try {
      fetch();
      failure = null;
    } catch (MessagingException | IOException | MongoException e) {
      if (failure == null) {
        log.warn(
            "Reports of mail servers wait in the mailbox at {}: {}",
            properties.host(),
            e.getMessage());
      }
      failure = String.valueOf(e.getMessage());
    }
  }

  private void fetch() throws MessagingException, IOException {
    try (Store store = session.getStore(protocol)) {
      int port = properties.port() == 0 ? -1 : properties.port();
      store.connect(properties.host(), port, properties.username(), properties.password());
      Folder folder = store.getFolder(properties.folder());
      folder.open(Folder.READ_WRITE);
      try {
        read(folder);
      } finally {
        // Removes what is marked as deleted.
        folder.close(true);
      }
    }
  }

  private void read(Folder folder) throws MessagingException, IOException {
    Message[] unread = folder.search(new FlagTerm(new Flags(Flag.SEEN), false));
    Message[] turn = Arrays.copyOf(unread, Math.min(unread.length, properties.perPoll()));
    FetchProfile sizes = new FetchProfile();
    sizes.add(FetchProfile.Item.SIZE);
    folder.fetch(turn, sizes);
    for (Message message : turn) {
      try {
        take((IMAPMessage) message);
      } catch (MessageRemovedException e) {
        // Another instance was quicker.
      }
    }
  }

  private void take(IMAPMessage message) throws MessagingException, IOException {
    byte[] report = content(message);
    Effect effect = report.length == 0 ? Effect.IGNORED : bounces.take(report);
    message.setFlag(Flag.SEEN, true);
    if (effect != Effect.IGNORED) {
      message.setFlag(Flag.DELETED, true);
    }
  }

  /** Empty for what is too large. */
  private byte[] content(IMAPMessage message) throws MessagingException, IOException {
    long max = properties.maxSize().toBytes();
    if (message.getSize() > max) {
      log.info("A mail of {} bytes in the mailbox of reports is left there", message.getSize());
      return new byte[0];
    }
    try (InputStream content = message.getMimeStream()) {
      byte[] read = content.readNBytes((int) max + 1);
      return read.length > max ? new byte[0] : read;
    }
  }

  @Override
  public Health health() {
    String why = failure;
    return why == null ? Health.up().build() : Health.down().withDetail("reason", why).build();
  }
}
