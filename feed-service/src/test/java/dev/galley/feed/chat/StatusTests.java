package dev.galley.feed.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.event.Update;
import dev.galley.feed.announcement.Announcement.Content;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

/** As Mastodon counts: 500 characters, a link as 23 of them. */
class StatusTests {

  private static final String LINK = "https://example.org/" + "long-".repeat(100);

  @Test
  void isTitleWhatItIsAboutAndTheAddress() {
    assertThat(Status.of(content("Week 1", "What we\n did.", null, Update.FIRST)))
        .isEqualTo("Week 1\n\nWhat we did.\n\n" + LINK);
    assertThat(Status.of(content("Week 1", null, "Ignored.", Update.FIRST)))
        .isEqualTo("Week 1\n\nThe beginning.\n\n" + LINK);
    assertThat(Status.of(content("Week 1", "What we did.", "A table more.", Update.MAJOR)))
        .isEqualTo("Week 1\n\nA table more.\n\n" + LINK);
  }

  @Test
  void fillsFiveHundredCharactersAndNoMore() {
    // 500 = title, 2, about, 2, 23 for the link
    String exact = "a".repeat(500 - 6 - 2 - 2 - 23);

    assertThat(Status.of(content("Week 1", exact, null, Update.FIRST)))
        .isEqualTo("Week 1\n\n" + exact + "\n\n" + LINK);
    assertThat(Status.of(content("Week 1", exact + "b", null, Update.FIRST)))
        .isEqualTo("Week 1\n\n" + exact.substring(1) + "…\n\n" + LINK);
    assertThat(Status.of(content("t".repeat(600), "About", null, Update.FIRST)))
        .isEqualTo("t".repeat(474) + "…\n\n" + LINK);
    assertThat(Status.of(content("t".repeat(472), "About", null, Update.FIRST)))
        .isEqualTo("t".repeat(472) + "\n\n" + LINK);
  }

  @Test
  void countsWhatAPersonTakesForOneCharacterAsOneAndDividesNone() {
    String family = "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67";

    String status = Status.of(content("T", family.repeat(600), null, Update.FIRST));

    assertThat(status).isEqualTo("T\n\n" + family.repeat(471) + "…\n\n" + LINK);
  }

  @Test
  void countsAShortLinkInTheTextAsALinkAndKeepsItWhole() {
    String about = "a".repeat(440) + " http://a.example/ more";

    assertThat(Status.of(content("T", about, null, Update.FIRST)))
        .isEqualTo("T\n\n" + "a".repeat(440) + " http://a.example/ more\n\n" + LINK);
    assertThat(Status.of(content("T", "a".repeat(10) + about, null, Update.FIRST)))
        .isEqualTo("T\n\n" + "a".repeat(450) + "…\n\n" + LINK);
  }

  @Test
  void mentionsNobody() {
    assertThat(Status.of(content("Hello @all", "and @ada@example.org", null, Update.FIRST)))
        .startsWith("Hello @\u200ball\n\nand @\u200bada@\u200bexample.org\n");
  }

  private static Content content(String title, String summary, String note, Update update) {
    return new Content(
        "week-1",
        URI.create(LINK),
        title,
        summary,
        List.of(),
        List.of(),
        "blog",
        update,
        "tag:1",
        null,
        null,
        note,
        "The beginning.",
        "<p>x</p>",
        List.of(),
        null,
        null,
        null);
  }
}
