package dev.galley.feed.mail;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import jakarta.mail.internet.InternetAddress;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.regex.Pattern;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPMessage;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;

/**
 * One connection to a server, which is kept for the next mail. It knows whether the last byte of a
 * message was sent, which alone tells a mail that was not taken from one that perhaps was.
 */
final class SmtpConnection extends SMTPTransport {

  private static final int TRANSIENT = 400;
  private static final int PERMANENT = 500;

  /** RFC 3463: an enhanced code says more. */
  private static final Pattern ENHANCED = Pattern.compile("^\\d{3}[ -](\\d\\.\\d+\\.\\d+).*");

  private static final int MAX_REASON_CHARS = 200;

  private boolean complete;
  private long usedAt = System.nanoTime();

  SmtpConnection(Session session, URLName server, boolean tls) {
    super(session, server, tls ? "smtps" : "smtp", tls);
  }

  /** When it was last used, by {@link System#nanoTime}. */
  long usedAt() {
    return usedAt;
  }

  @Override
  protected void finishData() throws IOException, MessagingException {
    complete = true;
    super.finishData();
  }

  /** Hands a mail over; the connection is to be closed unless the server took or refused it. */
  Mailer.Result hand(Mail mail) {
    complete = false;
    usedAt = System.nanoTime();
    try {
      SMTPMessage message = new SMTPMessage(session, new ByteArrayInputStream(mail.content()));
      message.setEnvelopeFrom(mail.returnPath());
      sendMessage(message, new Address[] {new InternetAddress(mail.to().text())});
      return new Mailer.Result.Accepted();
    } catch (MessagingException e) {
      return outcome(e);
    }
  }

  private Mailer.Result outcome(MessagingException failure) {
    Reply reply = reply(failure);
    if (reply == null) {
      return complete
          ? new Mailer.Result.Unclear("the server did not answer the whole mail")
          : new Mailer.Result.Later(
              "the connection to the server was lost", MailboxStatus.UNBLAMED);
    }
    String reason = "the server answered " + reply.said();
    // What is refused before there is a recipient is about the sender.
    boolean ofRecipient = reply.recipients() || complete;
    MailboxStatus mailbox = ofRecipient ? reply.mailbox() : MailboxStatus.UNBLAMED;
    return reply.code() >= PERMANENT && ofRecipient
        ? new Mailer.Result.Refused(reason, mailbox)
        : new Mailer.Result.Later(reason, mailbox);
  }

  /** What the server said, if it said anything. */
  private static @Nullable Reply reply(MessagingException failure) {
    Reply found = null;
    for (Exception next = failure;
        next instanceof MessagingException cause;
        next = cause.getNextException()) {
      if (cause instanceof SMTPAddressFailedException address
          && address.getReturnCode() >= TRANSIENT) {
        return new Reply(address.getReturnCode(), said(address), true);
      }
      if (cause instanceof SMTPSendFailedException failed && failed.getReturnCode() >= TRANSIENT) {
        found = new Reply(failed.getReturnCode(), said(failed), false);
      }
    }
    return found;
  }

  /** Without what names a mailbox: servers repeat the address. */
  private static String said(Exception failure) {
    String line = String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    String shown = line.replaceAll("\\S*@\\S*", "...").replaceAll("\\p{Cntrl}", " ").strip();
    return shown.length() <= MAX_REASON_CHARS ? shown : shown.substring(0, MAX_REASON_CHARS) + "…";
  }

  private record Reply(int code, String said, boolean recipients) {

    MailboxStatus mailbox() {
      var enhanced = ENHANCED.matcher(said);
      if (enhanced.matches()) {
        return MailboxStatus.of(enhanced.group(1));
      }
      return recipients ? MailboxStatus.of(code) : MailboxStatus.UNBLAMED;
    }
  }

  void closeQuietly() {
    try {
      close();
    } catch (MessagingException e) {
      // It is gone, which is what was wanted.
    }
  }
}
