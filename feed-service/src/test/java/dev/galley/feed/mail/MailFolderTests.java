package dev.galley.feed.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.feed.mail.Mailer.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailFolderTests {

  @TempDir Path folder;

  @Test
  void keepsMailsThatAnyProgramOpensTheNewestFirst() throws Exception {
    MailFolder mails = new MailFolder(folder.resolve("mail"), 10);
    assertThat(mails.list(null, 10)).isEmpty();

    assertThat(mails.send(mail("ada@example.org", "One"))).isEqualTo(new Result.Accepted());
    mails.send(mail("eve@example.org", "Zwei ü"));

    List<MailFolder.Kept> list = mails.list(null, 10);
    assertThat(list).extracting(MailFolder.Kept::subject).containsExactly("Zwei ü", "One");
    assertThat(list).extracting(MailFolder.Kept::to).contains("ada@example.org");
    assertThat(mails.list(list.get(0).id(), 10)).containsExactly(list.get(1));
    MailFolder.Kept one = mails.find(list.get(1).id()).orElseThrow();
    assertThat(one.text()).startsWith("Hello");
    assertThat(one.html()).contains("<p");
    Path file = folder.resolve("mail").resolve(one.id() + ".eml");
    assertThat(ReadMail.of(Files.readAllBytes(file)).message().getSubject()).isEqualTo("One");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void findsNothingOutsideOfIt() throws Exception {
    Files.writeString(folder.resolve("secret.eml"), "Subject: secret\r\n\r\n");
    MailFolder mails = new MailFolder(folder.resolve("mail"), 10);

    assertThat(mails.find("../secret")).isEmpty();
    assertThat(mails.find("")).isEmpty();
    assertThat(mails.find("01920000-0000-7000-8000-000000000000")).isEmpty();
  }

  @Test
  void keepsTheNewestOnlyAndForgetsAnAddress() {
    MailFolder mails = new MailFolder(folder, 10);
    for (int i = 0; i < 50; i++) {
      mails.send(mail(i % 2 == 0 ? "ada@example.org" : "eve@example.org", "Mail " + i));
    }

    assertThat(mails.list(null, 100))
        .hasSize(10)
        .first()
        .extracting("subject")
        .isEqualTo("Mail 49");

    mails.forget(MailAddress.of("Ada@example.org").orElseThrow());
    assertThat(mails.list(null, 100))
        .hasSize(5)
        .extracting(MailFolder.Kept::to)
        .containsOnly("eve@example.org");
  }

  @Test
  void forgetsAlsoWhatACrashHasLeftUnfinished() throws Exception {
    Path unfinished = folder.resolve("01920000-0000-7000-8000-000000000000.tmp");
    Files.writeString(unfinished, "To: ada@example.org\r\n");

    new MailFolder(folder, 10).forget(MailAddress.of("ada@example.org").orElseThrow());

    assertThat(unfinished).doesNotExist();
  }

  private static Mail mail(String to, String subject) {
    return MailFixtures.writing(Clock.systemUTC())
        .write(
            new Letter(
                "n.1",
                MailAddress.of(to).orElseThrow(),
                "id-1",
                subject,
                MailFixtures.bodies().of("Week", "<p>Hello</p>", ""),
                Map.of()));
  }
}
