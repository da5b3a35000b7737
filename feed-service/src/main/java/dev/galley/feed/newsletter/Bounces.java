package dev.galley.feed.newsletter;

import dev.galley.feed.mail.MailboxStatus;
import dev.galley.feed.subscriber.Links;
import dev.galley.feed.subscriber.Subscriber.State;
import dev.galley.feed.subscriber.Subscribers;
import dev.galley.web.SignedLinks;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads what mail servers send back: that a mail could not be delivered (RFC 3464), and that its
 * reader called it unwanted (RFC 5965). Whom it is about it says by the code in our own {@code
 * Message-ID} or return path, which nobody can make ({@link Links#report}); an address or an id
 * alone is not believed, since anybody could send such a report.
 */
class Bounces {

  /** What a report led to. */
  enum Effect {
    /** The address gets no more mails. */
    STOPPED,
    /** It is counted, and may stop the address with others. */
    COUNTED,
    /** It is no report, or not about a failure of a mailbox, or about nobody known. */
    IGNORED
  }

  private static final String CODE = "([0-9a-zA-Z]{" + SignedLinks.CODE_CHARS + "})@";
  private static final int MAX_PARTS = 20;
  private static final int MAX_GROUPS = 100;

  /** Jakarta Mail takes parts asunder before it counts them, and minutes for 200,000 empty ones. */
  private static final int MAX_BOUNDARIES = 1_000;

  private static final Pattern RETURN_PATH = Pattern.compile("\\+" + CODE);

  private final Subscribers subscribers;
  private final Links links;
  private final Pattern messageId;
  private final Clock clock;

  Bounces(Subscribers subscribers, Links links, String domain, Clock clock) {
    this.subscribers = subscribers;
    this.links = links;
    this.messageId = Pattern.compile("\\." + CODE + Pattern.quote(domain) + ">");
    this.clock = clock;
  }

  /** What of a report matters. */
  private static final class Report {

    private final List<InternetHeaders> statuses = new ArrayList<>();
    private @Nullable InternetHeaders feedback;
    private @Nullable String subscriber;
    private int parts;
  }

  /**
   * Does what a report says; the same one again changes nothing.
   *
   * @throws com.mongodb.MongoException when the store does not answer; safe to repeat
   */
  Effect take(byte[] report) {
    if (mayBeBoundaries(report) > MAX_BOUNDARIES) {
      return Effect.IGNORED;
    }
    Report read;
    try {
      read =
          read(
              new MimeMessage(
                  Session.getInstance(new Properties()), new ByteArrayInputStream(report)));
    } catch (MessagingException | IOException unreadable) {
      return Effect.IGNORED;
    }
    String id = read.subscriber;
    if (id == null || subscribers.find(id).isEmpty()) {
      return Effect.IGNORED;
    }
    // The same report again, by a mailbox and by a request, or to two instances, counts once.
    String name = UUID.nameUUIDFromBytes(report).toString();
    return read.feedback == null
        ? read.statuses.stream()
            .map(status -> bounced(id, name, status))
            .filter(effect -> effect != Effect.IGNORED)
            .findFirst()
            .orElse(Effect.IGNORED)
        : complained(id, read.feedback);
  }

  /** Lines that begin with two hyphens, as every boundary does (RFC 2046, 5.1.1). */
  private static int mayBeBoundaries(byte[] report) {
    int lines = 0;
    for (int i = 0; i + 1 < report.length; i++) {
      boolean begins = i == 0 || report[i - 1] == '\n' || report[i - 1] == '\r';
      if (begins && report[i] == '-' && report[i + 1] == '-') {
        lines++;
      }
    }
    return lines;
  }

  private Effect complained(String id, InternetHeaders feedback) {
    String type = value(feedback, "Feedback-Type");
    if (type.equals("not-spam")) {
      return Effect.IGNORED;
    }
    subscribers.stop(id, State.COMPLAINED, "its reader called a mail unwanted", clock.instant());
    return Effect.STOPPED;
  }

  private Effect bounced(String id, String report, InternetHeaders status) {
    // RFC 3464, 2.3.3: what is only late is not lost.
    if (!value(status, "Action").equals("failed")) {
      return Effect.IGNORED;
    }
    String code = value(status, "Status").replaceAll("[^0-9.].*", "");
    String reason = "a server reported status " + code;
    MailboxStatus mailbox = MailboxStatus.of(code);
    if (mailbox == MailboxStatus.UNBLAMED) {
      return Effect.IGNORED;
    }
    if (mailbox == MailboxStatus.GONE) {
      subscribers.stop(id, State.BOUNCED, reason, clock.instant());
      return Effect.STOPPED;
    }
    subscribers.reported(id, report, reason, clock.instant());
    return Effect.COUNTED;
  }

  private static String value(InternetHeaders headers, String name) {
    String value = headers.getHeader(name, null);
    return value == null ? "" : value.strip().toLowerCase(Locale.ROOT);
  }

  private Report read(MimeMessage message) throws MessagingException, IOException {
    Report report = new Report();
    if (message.isMimeType("multipart/report")) {
      read(message, report);
      if (report.subscriber == null) {
        report.subscriber =
            found(RETURN_PATH, message.getHeader("To"))
                .or(() -> found(RETURN_PATH, header(message, "Delivered-To")))
                .orElse(null);
      }
    }
    return report;
  }

  private static String @Nullable [] header(MimeMessage message, String name) {
    try {
      return message.getHeader(name);
    } catch (MessagingException e) {
      return null;
    }
  }

  private void read(Part part, Report report) throws MessagingException, IOException {
    if (++report.parts > MAX_PARTS) {
      return;
    }
    if (part.isMimeType("message/delivery-status")) {
      report.statuses.addAll(groups(part.getInputStream()));
    } else if (part.isMimeType("message/feedback-report")) {
      report.feedback = new InternetHeaders(part.getInputStream());
    } else if (part.isMimeType("text/rfc822-headers") || part.isMimeType("message/rfc822")) {
      InternetHeaders original = new InternetHeaders(part.getInputStream());
      report.subscriber =
          found(messageId, original.getHeader("Message-ID")).orElse(report.subscriber);
    } else if (part.isMimeType("multipart/*") && part.getContent() instanceof Multipart parts) {
      for (int i = 0; i < parts.getCount(); i++) {
        read(parts.getBodyPart(i), report);
      }
    }
  }

  /** RFC 3464, 2.1: fields of the message, then of each recipient, with empty lines between. */
  private static List<InternetHeaders> groups(InputStream in)
      throws MessagingException, IOException {
    ByteArrayInputStream all = new ByteArrayInputStream(in.readAllBytes());
    List<InternetHeaders> groups = new ArrayList<>();
    while (all.available() > 0 && groups.size() < MAX_GROUPS) {
      groups.add(new InternetHeaders(all));
    }
    return groups;
  }

  private Optional<String> found(Pattern pattern, String @Nullable [] values) {
    return values == null
        ? Optional.empty()
        : Stream.of(values)
            .map(pattern::matcher)
            .filter(Matcher::find)
            .flatMap(matcher -> links.reported(matcher.group(1)).stream())
            .findFirst();
  }
}
