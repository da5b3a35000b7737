package dev.galley.feed.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.DummySSLServerSocketFactory;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.galley.feed.mail.Mailer.Result;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mail.javamail.JavaMailSenderImpl;

class SmtpMailerTests {

  private final Mail mail =
      MailFixtures.writing(Clock.systemUTC())
          .write(
              new Letter(
                  "n.1",
                  MailAddress.of("ada@example.org").orElseThrow(),
                  "id-1",
                  "Größe",
                  MailFixtures.bodies().of("Week", "<p>Hello</p>\n<p>.</p>", ""),
                  Map.of()));

  private SmtpMailer mailer;
  private GreenMail server;
  private Script script;

  @AfterEach
  void stop() throws IOException {
    if (mailer != null) {
      mailer.close();
    }
    if (server != null) {
      server.stop();
    }
    if (script != null) {
      script.close();
    }
  }

  @Test
  void handsMailsToAServerThatAsksWhoItIs() throws Exception {
    server = MailFixtures.server(ServerSetup.PROTOCOL_SMTP);
    server.start();
    server.setUser("ada@example.org", "galley", "secret");
    JavaMailSenderImpl settings = settings(server.getSmtp().getPort());
    settings.setUsername("galley");
    settings.setPassword("secret");
    mailer = new SmtpMailer(settings, 2, new SendingRate(10_000));

    assertThat(mailer.send(mail)).isEqualTo(new Result.Accepted());
    assertThat(mailer.send(mail)).isEqualTo(new Result.Accepted());

    var received = server.getReceivedMessages();
    assertThat(received).hasSize(2);
    java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
    received[0].writeTo(bytes);
    ReadMail read = ReadMail.of(bytes.toByteArray());
    assertThat(read.message().getSubject()).isEqualTo("Größe");
    assertThat(read.message().getMessageId()).isEqualTo("<n.1@site.example>");
    assertThat(read.header("Return-Path")).containsExactly("<bounces@site.example>");
    assertThat(read.text()).startsWith("Hello\n\n.\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "RCPT | 550 5.1.1 <ada@example.org> no such user | refused | GONE",
        "RCPT | 550 no such user | refused | GONE",
        "RCPT | 550 5.2.1 disabled | refused | GONE",
        "RCPT | 550 5.7.1 we do not like you | refused | UNBLAMED",
        "RCPT | 550 5.1.8 nobody knows who you are | refused | UNBLAMED",
        "RCPT | 554 nothing for you | refused | UNBLAMED",
        "RCPT | 552 5.2.2 full | refused | TROUBLED",
        "RCPT | 552 5.2.3 too long for it | refused | UNBLAMED",
        "RCPT | 450 4.2.1 later | later | TROUBLED",
        "RCPT | 450 later | later | TROUBLED",
        "RCPT | 451 later | later | UNBLAMED",
        "RCPT | 451 4.7.1 greylisted | later | UNBLAMED",
        "RCPT | 451 4.3.2 not accepting messages | later | UNBLAMED",
        "RCPT | 450 4.4.1 no answer from there | later | UNBLAMED",
        "MAIL | 451 4.7.1 busy | later | UNBLAMED",
        "MAIL | 550 5.7.1 who are you | later | UNBLAMED",
        "DATA | 354 go on; 554 5.7.1 spam | refused | UNBLAMED",
        "DATA | 354 go on; 550 5.1.1 no such user after all | refused | GONE",
        "DATA | 354 go on; 550 no | refused | UNBLAMED",
        "DATA | 354 go on; 451 4.3.0 disk full | later | UNBLAMED",
        "DATA | 354 go on; HANG UP | unclear | UNBLAMED",
        "DATA | HANG UP | later | UNBLAMED",
        "RCPT | HANG UP | later | UNBLAMED",
      })
  void tellsWhatAnAnswerMeans(String command, String answer, String outcome, MailboxStatus mailbox)
      throws Exception {
    script = new Script(command.strip(), answer.strip().split("; "));
    mailer = new SmtpMailer(settings(script.port()), 1, new SendingRate(10_000));

    Result result = mailer.send(mail);

    switch (outcome.strip()) {
      case "refused" ->
          assertThat(result)
              .isInstanceOfSatisfying(
                  Result.Refused.class,
                  refused -> {
                    assertThat(refused.mailbox()).isEqualTo(mailbox);
                    assertThat(refused.reason()).doesNotContain("ada@");
                  });
      case "later" ->
          assertThat(result)
              .isInstanceOfSatisfying(
                  Result.Later.class, later -> assertThat(later.mailbox()).isEqualTo(mailbox));
      default -> assertThat(result).isInstanceOf(Result.Unclear.class);
    }
  }

  @Test
  void keepsItsConnectionAndMakesANewOneWhenTheServerHasEndedIt() throws Exception {
    script = new Script("NEVER", new String[0]);
    mailer = new SmtpMailer(settings(script.port()), 1, new SendingRate(10_000));

    assertThat(mailer.send(mail)).isEqualTo(new Result.Accepted());
    assertThat(mailer.send(mail)).isEqualTo(new Result.Accepted());
    assertThat(script.connections).hasValue(1);

    script.hangUp();
    // The lost connection is found out before anything of a mail is known to be taken.
    assertThat(mailer.send(mail)).isInstanceOf(Result.Later.class);
    assertThat(mailer.send(mail)).isEqualTo(new Result.Accepted());
    assertThat(script.connections).hasValue(2);
  }

  @Test
  void waitsForAServerThatIsAway() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    mailer = new SmtpMailer(settings(port), 1, new SendingRate(10_000));

    assertThat(mailer.send(mail)).isEqualTo(new Result.Away("the mail server cannot be reached"));
  }

  @Test
  void handsMailsOverByTlsFromTheFirstByteOn() throws Exception {
    server = MailFixtures.server(ServerSetup.PROTOCOL_SMTPS);
    server.start();
    JavaMailSenderImpl settings = settings(server.getSmtps().getPort());
    settings.setProtocol("smtps");
    mailer = new SmtpMailer(settings, 1, new SendingRate(10_000));

    // Nobody vouches for its certificate.
    assertThat(mailer.send(mail)).isEqualTo(new Result.Away("the mail server cannot be reached"));
    assertThat(server.getReceivedMessages()).isEmpty();

    settings.getJavaMailProperties().setProperty("mail.smtps.ssl.trust", "127.0.0.1");
    settings.getJavaMailProperties().setProperty("mail.smtps.ssl.checkserveridentity", "false");
    mailer = new SmtpMailer(settings(settings), 1, new SendingRate(10_000));

    assertThat(mailer.send(mail)).isEqualTo(new Result.Accepted());
    assertThat(server.getReceivedMessages()).hasSize(1);
  }

  @Test
  void encryptsWithAServerThatOffersItAndSendsNothingWhereItMustAndCannot() throws Exception {
    JavaMailSenderImpl settings = new JavaMailSenderImpl();
    settings.setHost("127.0.0.1");
    settings.getJavaMailProperties().setProperty("mail.smtp.starttls.required", "true");
    settings.getJavaMailProperties().setProperty("mail.smtp.ssl.trust", "127.0.0.1");
    settings.getJavaMailProperties().setProperty("mail.smtp.ssl.checkserveridentity", "false");
    script = new Script("NEVER", new String[0]);
    settings.setPort(script.port());
    mailer = new SmtpMailer(settings(settings), 1, new SendingRate(10_000));

    assertThat(mailer.send(mail)).isInstanceOf(Result.Away.class);
    assertThat(script.mails).isEmpty();

    script.close();
    script = new Script("NEVER", new String[0], certified());
    settings.setPort(script.port());
    mailer = new SmtpMailer(settings(settings), 1, new SendingRate(10_000));

    assertThat(mailer.send(mail)).isEqualTo(new Result.Accepted());
    assertThat(script.mails).containsExactly("encrypted");
  }

  /** A session remembers the settings that it was made with. */
  private static JavaMailSenderImpl settings(JavaMailSenderImpl from) {
    JavaMailSenderImpl fresh = new JavaMailSenderImpl();
    fresh.setHost(from.getHost());
    fresh.setPort(from.getPort());
    fresh.setProtocol(from.getProtocol());
    fresh.setJavaMailProperties(from.getJavaMailProperties());
    return fresh;
  }

  private static SSLSocketFactory certified() throws Exception {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(new DummySSLServerSocketFactory().getKeyStore(), "changeit".toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context.getSocketFactory();
  }

  private static JavaMailSenderImpl settings(int port) {
    JavaMailSenderImpl settings = new JavaMailSenderImpl();
    settings.setHost("127.0.0.1");
    settings.setPort(port);
    return settings;
  }

  /** A server that says what it is told to say. */
  private static final class Script implements AutoCloseable {

    private final ServerSocket listening =
        new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    private final AtomicInteger connections = new AtomicInteger();
    private final String command;
    private final String[] answers;
    private final List<String> mails = new CopyOnWriteArrayList<>();
    private final @Nullable SSLSocketFactory tls;
    private volatile Socket current;

    Script(String command, String[] answers) throws IOException {
      this(command, answers, null);
    }

    /** Offers to encrypt (RFC 3207). */
    Script(String command, String[] answers, @Nullable SSLSocketFactory tls) throws IOException {
      this.command = command;
      this.answers = answers;
      this.tls = tls;
      Thread thread = new Thread(this::run, "smtp-script");
      thread.setDaemon(true);
      thread.start();
    }

    int port() {
      return listening.getLocalPort();
    }

    private void run() {
      while (!listening.isClosed()) {
        try (Socket socket = listening.accept()) {
          current = socket;
          connections.incrementAndGet();
          talk(socket);
        } catch (IOException e) {
          // The other side has gone.
        }
      }
    }

    private void talk(Socket plain) throws IOException {
      Socket socket = plain;
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      OutputStream out = socket.getOutputStream();
      say(out, "220 script");
      String line;
      while ((line = in.readLine()) != null) {
        if (tls != null && line.startsWith("EHLO") && socket == plain) {
          say(out, "250-script\r\n250 STARTTLS");
          continue;
        }
        if (tls != null && line.equals("STARTTLS")) {
          say(out, "220 go on");
          SSLSocket secured = (SSLSocket) tls.createSocket(plain, null, plain.getPort(), false);
          secured.setUseClientMode(false);
          socket = secured;
          in =
              new BufferedReader(
                  new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
          out = socket.getOutputStream();
          continue;
        }
        boolean mine = line.startsWith(command);
        String answer = mine ? answers[0] : line.startsWith("DATA") ? "354 go on" : "250 ok";
        if (answer.equals("HANG UP")) {
          return;
        }
        say(out, answer);
        if (answer.startsWith("354")) {
          while (!(line = in.readLine()).equals(".")) {
            // The mail.
          }
          String end = mine && answers.length > 1 ? answers[1] : "250 taken";
          if (end.equals("HANG UP")) {
            return;
          }
          mails.add(socket == plain ? "plain" : "encrypted");
          say(out, end);
        }
      }
    }

    private static void say(OutputStream out, String line) throws IOException {
      out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
      out.flush();
    }

    void hangUp() throws IOException {
      current.close();
    }

    @Override
    public void close() throws IOException {
      listening.close();
    }
  }
}
