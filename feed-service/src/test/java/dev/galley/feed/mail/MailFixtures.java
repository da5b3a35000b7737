package dev.galley.feed.mail;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.galley.feed.SiteProperties;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** What tests of other packages need to write mails. */
public final class MailFixtures {

  /** The site of all tests. */
  public static final SiteProperties SITE =
      new SiteProperties(URI.create("https://site.example"), "Week\r\nBcc: eve@evil.example", "en");

  private MailFixtures() {}

  /** A server that is not started, with as long for that as a busy machine takes. */
  public static GreenMail server(String protocol) {
    ServerSetup setup = new ServerSetup(0, "127.0.0.1", protocol);
    setup.setServerStartupTimeout(120_000);
    return new GreenMail(setup);
  }

  static MailProperties properties(@Nullable String dkimKey, boolean verp) {
    return new MailProperties(
        "news@site.example",
        "Galley, 1 High Street, London",
        null,
        "bounces@site.example",
        verp,
        10_000,
        4,
        Path.of("unused"),
        10,
        new MailProperties.Dkim(dkimKey, "galley", null));
  }

  /** Without a signature. */
  public static WritingMails writing(Clock clock) {
    return new WritingMails(SITE, properties(null, false), null, clock);
  }

  /** For the test site. */
  public static Bodies bodies() {
    return new Bodies(SITE, "Galley, 1 High Street, London");
  }

  /** Takes every mail and keeps it. */
  public static final class Sink implements Mailer {

    public final List<Mail> mails = new CopyOnWriteArrayList<>();
    public volatile Result answer = new Result.Accepted();

    @Override
    public Result send(Mail mail) {
      mails.add(mail);
      return answer;
    }

    @Override
    public int places() {
      return 1;
    }

    /** What the last one says, decoded. */
    public String lastText() {
      return ReadMail.of(mails.get(mails.size() - 1).content()).text();
    }
  }
}
