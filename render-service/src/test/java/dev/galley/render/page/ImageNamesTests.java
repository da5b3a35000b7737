package dev.galley.render.page;

import static dev.galley.render.page.PostFixtures.post;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageNamesTests {

  private static final URI SITE = URI.create("https://example.com");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/images/a.jpg | images/a.jpg",
        "images/a.jpg | images/a.jpg",
        "../images/./x/../a.jpg | images/a.jpg",
        "/images/two%20words.jpg?w=320#x | images/two words.jpg",
        "/images/two words.jpg | images/two words.jpg",
        "https://example.com/images/a.jpg | images/a.jpg",
        "HTTPS://EXAMPLE.COM/images/a.jpg | images/a.jpg",
        "//example.com/images/a.jpg | images/a.jpg",
        "/images/a&amp;b.jpg | images/a&b.jpg",
        "/images/100%.jpg | images/100%.jpg",
      })
  void knowsTheSitesOwnPictures(String address, String name) {
    assertThat(ImageNames.of(address, SITE)).contains(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/image/a.jpg",
        "//elsewhere.example/images/a.jpg",
        "https://elsewhere.example/images/a.jpg",
        "data:image/png;base64,images/",
        "/images/../secret.txt"
      })
  void knowsWhatIsElsewhere(String address) {
    assertThat(ImageNames.of(address, SITE)).isEmpty();
  }

  @Test
  void findsWhatAPostShowsPlaysAndLeadsTo() {
    var published = post("week-1").metadata("image", "/images/meta.png").published();

    assertThat(
            ImageNames.shownBy(
                published,
                "<img src=\"/images/a.jpg\" alt=\"x\"><a href=\"/images/b.pdf\">B</a>"
                    + "<video poster=\"/images/c.png\" src=\"/images/c.mp4\"></video>"
                    + "<img src=\"/images/a.jpg\"><p>/images/text.jpg</p>",
                SITE))
        .isEqualTo(
            List.of(
                "images/a.jpg", "images/b.pdf", "images/c.mp4", "images/c.png", "images/meta.png"));
  }

  /** Pictures of a large site come before its texts, and keep their addresses in these. */
  @Test
  void findsWhatAPostShowsByItsAddressOnAnEarlierSite() {
    assertThat(
            ImageNames.shownBy(
                post("week-1").published(),
                "<img src=\"/content/images/2026/a%20b.png?x\"><a href=\"/wp-content/c.pdf\">C</a>"
                    + "<a href=\"/week-2\">D</a><img src=\"https://elsewhere.example/e.png\">"
                    + "<img src=\"//elsewhere.example/f.png\"><img src=\"https://example.com/g.png\">",
                SITE))
        .containsExactly(
            "images/content/images/2026/a b.png", "images/wp-content/c.pdf", "images/g.png");
  }

  @Test
  void findsThePortraitThatListsOfPeopleShow() {
    var published = post("chris").metadata("image", "people/chris.jpg").published();

    assertThat(ImageNames.shownBy(published, "", SITE)).containsExactly("images/people/chris.jpg");
  }
}
