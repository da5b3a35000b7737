package dev.galley.feed.mail;

import dev.galley.feed.SiteProperties;
import dev.galley.web.OneLine;
import dev.galley.web.SignedLinks;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Writes letters down as mails (RFC 5322, RFC 2046), signed where there is a key. Thread-safe. */
public final class WritingMails {

  /** RFC 5321, 4.5.3.1.1. */
  private static final int MAX_LOCAL_CHARS = 64;

  /** RFC 2047, 2. */
  private static final String ENCODED_WORD = "=?";

  /** Four bytes each at the most, in base64, in a word of 75 characters (RFC 2047, 2). */
  private static final int ENCODED_WORD_POINTS = 11;

  private static final int MAX_HEADER_CHARS = 500;
  private static final String UTF_8 = StandardCharsets.UTF_8.name();
  private static final Session SESSION = Session.getInstance(new Properties());

  private final SiteProperties site;
  private final MailProperties properties;
  private final MailAddress from;
  private final MailAddress returnPath;
  private final @Nullable Dkim dkim;
  private final Clock clock;

  WritingMails(SiteProperties site, MailProperties properties, @Nullable Dkim dkim, Clock clock) {
    this.site = site;
    this.properties = properties;
    this.from = sender(site, properties);
    this.returnPath =
        properties.returnPath() == null || properties.returnPath().isBlank()
            ? from
            : address("galley.mail.return-path", properties.returnPath());
    if (properties.verp()
        && returnPath.text().lastIndexOf('@') + 1 + SignedLinks.CODE_CHARS > MAX_LOCAL_CHARS) {
      throw new IllegalArgumentException(
          "galley.mail.return-path has more than %d characters before the @, which leaves no room for what galley.mail.verp adds"
              .formatted(MAX_LOCAL_CHARS - SignedLinks.CODE_CHARS - 1));
    }
    this.dkim = dkim;
    this.clock = clock;
  }

  static MailAddress sender(SiteProperties site, MailProperties properties) {
    String configured = properties.from();
    if (configured != null && !configured.isBlank()) {
      return address("galley.mail.from", configured);
    }
    // A site of a machine of one's own has no name that mail could come from, and sends none.
    return MailAddress.of("galley@" + site.url().getHost())
        .orElse(new MailAddress("galley@localhost.localdomain"));
  }

  private static MailAddress address(String property, String given) {
    return MailAddress.of(given)
        .orElseThrow(() -> new IllegalArgumentException(property + " is no address of a mailbox"));
  }

  /** The domain of names that must belong to nobody else, such as {@code List-Id}. */
  public String domain() {
    return from.domain();
  }

  /** The mail of a letter. */
  public Mail write(Letter letter) {
    try {
      Written message = new Written(letter.name() + "@" + domain());
      message.setFrom(sender());
      message.setRecipient(Message.RecipientType.TO, new InternetAddress(letter.to().text()));
      String replyTo = properties.replyTo();
      if (replyTo != null && !replyTo.isBlank()) {
        message.setReplyTo(new InternetAddress[] {new InternetAddress(replyTo)});
      }
      setSubject(message, clean(letter.subject()));
      message.setSentDate(Date.from(clock.instant()));
      // RFC 3834, 5: nobody's absence is to be answered to.
      message.setHeader("Auto-Submitted", "auto-generated");
      for (Map.Entry<String, String> header : letter.headers().entrySet()) {
        message.setHeader(header.getKey(), clean(header.getValue()));
      }
      MimeMultipart both = new MimeMultipart("alternative");
      // RFC 2046, 5.1.4: the plainest first.
      both.addBodyPart(part(letter.body().text(), "plain"));
      both.addBodyPart(part(letter.body().html(), "html"));
      message.setContent(both);
      message.saveChanges();
      return new Mail(letter.to(), returnPath(letter), bytes(message));
    } catch (MessagingException e) {
      throw new IllegalStateException("A mail cannot be written", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private InternetAddress sender() throws MessagingException, UnsupportedEncodingException {
    String name = clean(site.title());
    return name.contains(ENCODED_WORD)
        ? new InternetAddress(encodedWords(name) + " <" + from.text() + ">", false)
        : new InternetAddress(from.text(), name, UTF_8);
  }

  private static void setSubject(MimeMessage message, String subject) throws MessagingException {
    if (subject.contains(ENCODED_WORD)) {
      message.setHeader("Subject", encodedWords(subject));
    } else {
      message.setSubject(subject, UTF_8);
    }
  }

  /** Jakarta Mail leaves a text as it is that looks encoded, and it is read as what it encodes. */
  private static String encodedWords(String text) {
    List<String> words = new ArrayList<>();
    for (int from = 0; from < text.length(); ) {
      int most = Math.min(ENCODED_WORD_POINTS, text.codePointCount(from, text.length()));
      int to = text.offsetByCodePoints(from, most);
      byte[] bytes = text.substring(from, to).getBytes(StandardCharsets.UTF_8);
      words.add("=?UTF-8?B?" + Base64.getEncoder().encodeToString(bytes) + "?=");
      from = to;
    }
    return String.join("\r\n ", words);
  }

  private byte[] bytes(MimeMessage message) throws MessagingException, IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    message.writeTo(bytes);
    byte[] unsigned = bytes.toByteArray();
    if (dkim == null) {
      return unsigned;
    }
    bytes.reset();
    bytes.writeBytes(dkim.signature(unsigned, clock.instant()));
    bytes.writeBytes(unsigned);
    return bytes.toByteArray();
  }

  private String returnPath(Letter letter) {
    String plain = returnPath.text();
    int at = plain.lastIndexOf('@');
    return properties.verp()
        ? plain.substring(0, at) + "+" + letter.recipient() + plain.substring(at)
        : plain;
  }

  private static MimeBodyPart part(String content, String subtype) throws MessagingException {
    MimeBodyPart part = new MimeBodyPart();
    part.setText(content, UTF_8, subtype);
    // Lines of any length and any letter, and still to be read by a person.
    part.setHeader("Content-Transfer-Encoding", "quoted-printable");
    return part;
  }

  /** One line: whatever a title holds, it begins no header of its own. */
  private static String clean(String value) {
    String line = OneLine.Rule.folded(value);
    return line.length() <= MAX_HEADER_CHARS ? line : line.substring(0, MAX_HEADER_CHARS) + "…";
  }

  /** Jakarta Mail would make up another id. */
  private static final class Written extends MimeMessage {

    private final String id;

    Written(String id) {
      super(SESSION);
      this.id = id;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
      setHeader("Message-ID", "<" + id + ">");
    }
  }
}
