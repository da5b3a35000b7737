package dev.galley.post.content;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlugsTests {

  @ParameterizedTest
  @CsvSource({
    "Week 459, week-459",
    "Größe & Überfluß, grosse-uberfluss",
    "Ærøskøbing på Łódź, aeroskobing-pa-lodz",
    "Don’t panic, dont-panic",
    "It''s here, its-here",
    "🎉, untitled",
  })
  void aTitleBecomesASlugThatPeopleWouldWrite(String title, String slug) {
    assertThat(Slugs.fromTitle(title)).isEqualTo(slug);
  }
}
