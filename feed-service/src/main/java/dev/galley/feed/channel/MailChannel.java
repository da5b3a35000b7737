package dev.galley.feed.channel;

import dev.galley.feed.announcement.Channel;
import dev.galley.feed.announcement.Outcome;
import dev.galley.feed.mail.Letter;
import dev.galley.feed.mail.Mail;
import dev.galley.feed.mail.Mailer;
import dev.galley.feed.mail.Mailer.Result;
import dev.galley.feed.mail.WritingMails;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A channel whose messages are mails. No mailbox knows a repetition, so a mail that was perhaps
 * taken is not sent again by itself; every other failure is.
 */
public abstract class MailChannel implements Channel {

  /** A server that is away is left alone for so long. */
  public static final Duration REST = Duration.ofSeconds(15);

  private static final Logger log = LoggerFactory.getLogger(MailChannel.class);

  private static final Duration TIME_LIMIT = Duration.ofMinutes(2);

  private final WritingMails writing;
  private final Mailer mailer;

  protected MailChannel(WritingMails writing, Mailer mailer) {
    this.writing = writing;
    this.mailer = mailer;
  }

  /** A letter as it is handed over. */
  protected final Mail written(Letter letter) {
    return writing.write(letter);
  }

  /** Gives one mail to the server. */
  protected final Result handOver(Mail mail) {
    return mailer.send(mail);
  }

  /** Gives one mail to the server; all that may come of it is known to the dispatcher. */
  protected final Outcome send(Letter letter) {
    Mail mail;
    try {
      mail = written(letter);
    } catch (RuntimeException fault) {
      return notMade(fault);
    }
    return Outcome.of(handOver(mail), REST);
  }

  /** What to say of a fault before the handover, whose outcome would be taken for unknown. */
  protected static Outcome notMade(RuntimeException fault) {
    log.warn("A mail cannot be made: {}", fault.toString());
    return new Outcome.Retry(null, "the mail could not be made, by a fault that the log names");
  }

  @Override
  public void awaitTurn() {
    mailer.awaitTurn();
  }

  @Override
  public Duration timeLimit() {
    return TIME_LIMIT;
  }

  @Override
  public boolean repeatable() {
    return false;
  }

  @Override
  public boolean namesRecipients() {
    return false;
  }

  @Override
  public int workers() {
    return 1;
  }
}
