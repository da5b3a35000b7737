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
    "Привет мир, privet-mir",
    "Ελληνικά 2026, ellenika-2026",
    "日本語のタイトル, ri-ben-yunotaitoru",
    "مرحبا بالعالم, mrhba-bal-alm",
    "한국어 제목, hangug-eo-jemog",
    "שלום, slwm",
    "Week 4 · неделя, week-4-nedela",
    "हिन्दी में लिखना, hindi-mem-likhana",
    "ভাষা, bhasa",
    "தமிழ் மொழி, tamil-moli",
    "ガラス, garasu",
  })
  void aTitleBecomesASlugThatPeopleWouldWrite(String title, String slug) {
    assertThat(Slugs.fromTitle(title)).isEqualTo(slug);
  }
}
