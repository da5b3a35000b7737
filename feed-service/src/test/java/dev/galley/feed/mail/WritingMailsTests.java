package dev.galley.feed.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.galley.feed.SiteProperties;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WritingMailsTests {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-27T10:00:00Z"), ZoneOffset.UTC);
  private static final String FRAGMENT =
      """
      <h1 id="x">Week 1 &amp; größer</h1><p class="lead">Hello <a href="https://site.example/a">there</a>.</p>
      <ul><li>one</li><li>two <strong>bold</strong></li></ul>
      <blockquote><p>said</p></blockquote>
      <pre><code>a {
        b
      }</code></pre>
      <p><img src="https://site.example/images/a.png" srcset="x 2x" alt="A hall"></p>
      <iframe src="https://player.example/1"></iframe><script>alert(1)</script>
      """;

  private final Bodies bodies = MailFixtures.bodies();

  @Test
  void saysTheSameInBothForms() {
    Body body = bodies.of("Week 1", FRAGMENT, "<p>foot</p>");

    assertThat(body.text())
        .isEqualTo(
            """
            Week 1 & größer
            ===============

            Hello there <https://site.example/a>.

            - one
            - two bold

            > said

                a {
                  b
                }

            [A hall]

            https://player.example/1

            foot

            Week Bcc: eve@evil.example <https://site.example>
            Galley, 1 High Street, London
            """);
    assertThat(body.html())
        .contains("<h1 style=\"", "src=\"https://site.example/images/a.png\"", "color-scheme")
        .contains("Galley, 1 High Street, London")
        .doesNotContain("<script", "<iframe", "srcset", "class=", "id=\"x\"");
  }

  @Test
  void writesAHeadThatNothingFromOutsideCanAddTo() {
    Letter letter =
        letter("Größe\r\nBcc: eve@evil.example", Map.of("List-Id", "x\r\nBcc: eve@evil.example"));

    ReadMail mail = ReadMail.of(MailFixtures.writing(CLOCK).write(letter).content());

    assertThat(mail.header("Bcc")).isEmpty();
    assertThat(mail.message().getSubject()).isEqualTo("Größe Bcc: eve@evil.example");
    assertThat(mail.message().getFrom().get(0).getAddress()).isEqualTo("news@site.example");
    assertThat(mail.message().getFrom().get(0).getName()).isEqualTo("Week Bcc: eve@evil.example");
    assertThat(mail.message().getMessageId()).isEqualTo("<n.1@site.example>");
    assertThat(mail.header("List-Id")).containsExactly("x Bcc: eve@evil.example");
    assertThat(mail.header("Auto-Submitted")).containsExactly("auto-generated");
    assertThat(mail.message().getMimeType()).isEqualTo("multipart/alternative");
    assertThat(mail.text()).startsWith("Week 1 & größer\n");
    assertThat(mail.html()).contains("größer");
  }

  @Test
  void showsATitleThatLooksEncodedAsItWasWritten() {
    String title = "What =?utf-8?q?Bcc?= means \uD83D\uDE00 in a title that is longer than a line";

    for (String one : List.of(title, title.replace("\uD83D\uDE00", "in mails"))) {
      ReadMail mail =
          ReadMail.of(MailFixtures.writing(CLOCK).write(letter(one, Map.of())).content());

      assertThat(mail.message().getSubject()).isEqualTo(one);
    }
  }

  @Test
  void isFromTheSiteWhateverItsTitle() {
    for (String title :
        List.of(
            "Träume \"R\" Us, Ltd. <x@y.example>",
            "A \"B\" \\ (C)",
            "=?utf-8?q?Bcc?=",
            "é".repeat(90))) {
      SiteProperties site = new SiteProperties(MailFixtures.SITE.url(), title, "en");

      byte[] mail =
          new WritingMails(site, MailFixtures.properties(null, false), null, CLOCK)
              .write(letter("Hello", Map.of()))
              .content();

      assertThat(ReadMail.of(mail).message().getFrom())
          .singleElement()
          .satisfies(
              sender -> {
                assertThat(sender.getName()).isEqualTo(title);
                assertThat(sender.getAddress()).isEqualTo("news@site.example");
              });
    }
  }

  @Test
  void namesTheSubscriberInTheReturnPathWhereThatIsWanted() {
    Letter letter = letter("Hello", Map.of());

    assertThat(MailFixtures.writing(CLOCK).write(letter).returnPath())
        .isEqualTo("bounces@site.example");
    assertThat(
            new WritingMails(MailFixtures.SITE, MailFixtures.properties(null, true), null, CLOCK)
                .write(letter)
                .returnPath())
        .isEqualTo("bounces+id-1@site.example");
  }

  @Test
  void signsWithTheConfiguredKey(@TempDir Path folder) throws Exception {
    KeyPair pair = KeyPairGenerator.getInstance("RSA").generateKeyPair();
    Path key = folder.resolve("dkim.pem");
    Files.writeString(
        key,
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded())
            + "\n-----END PRIVATE KEY-----\n");
    Dkim dkim = Dkim.of(key, "galley", "site.example");
    WritingMails writing =
        new WritingMails(MailFixtures.SITE, MailFixtures.properties(null, false), dkim, CLOCK);

    byte[] mail =
        writing
            .write(letter("Hello", Map.of("List-Unsubscribe", "<https://site.example/x>")))
            .content();

    DkimCheck.Verified verified = DkimCheck.verify(mail, pair.getPublic());
    assertThat(verified.signedHeaders())
        .contains("from", "subject", "list-unsubscribe", "message-id");
    assertThat(verified.domain()).isEqualTo("site.example");
    String all = new String(mail, StandardCharsets.ISO_8859_1);
    assertThat(all.lines()).allMatch(line -> line.length() < 998);
    for (String changed :
        List.of(
            all.replace("Hello", "Help"),
            all.replace("Week 1 ", "Week 2 "),
            "Subject: another one\r\n" + all,
            "From: eve@evil.example\r\n" + all,
            "List-Unsubscribe-Post: one that we did not write\r\n" + all)) {
      byte[] bytes = changed.getBytes(StandardCharsets.ISO_8859_1);
      assertThatThrownBy(() -> DkimCheck.verify(bytes, pair.getPublic()))
          .isInstanceOf(AssertionError.class);
    }
  }

  @Test
  void saysWhatIsWrongWithAKey(@TempDir Path folder) throws Exception {
    Path key = Files.writeString(folder.resolve("dkim.pem"), "-----BEGIN X-----\nsecret\n");

    assertThatThrownBy(() -> Dkim.of(key, "galley", "site.example"))
        .hasMessageContaining("PKCS 8")
        .hasNoCause();
  }

  private Letter letter(String subject, Map<String, String> headers) {
    return new Letter(
        "n.1",
        MailAddress.of("ada@example.org").orElseThrow(),
        "id-1",
        subject,
        bodies.of("Week 1", FRAGMENT, ""),
        headers);
  }
}
