package dev.galley.render.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import org.jsoup.Jsoup;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Blocks get the direction of their text; Hebrew stands for all scripts from right to left. */
class DirectionsTests {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          <p>שלום (a) 1</p>|<p dir="auto">שלום (a) 1</p>
          <p>a שלום</p>|<p>a שלום</p>
          <p>1, <b>שלום</b></p>|<p dir="auto">1, <b>שלום</b></p>
          <h2>سلام</h2><p>a</p>|<h2 dir="auto">سلام</h2><p>a</p>
          <ul><li>של</li><li>a</li></ul>|<ul dir="rtl"><li>של</li><li>a</li></ul>
          <ul><li><p>של</p></li></ul>|<ul dir="rtl"><li><p>של</p></li></ul>
          <ul><li>a</li><li>של</li></ul>|<ul><li>a</li><li>של</li></ul>
          <blockquote><ol><li>של</li></ol></blockquote>|<blockquote dir="rtl"><ol dir="rtl"><li>של</li></ol></blockquote>
          <blockquote><p>של</p><p>a.</p></blockquote>|<blockquote dir="rtl"><p dir="auto">של</p><p dir="auto">a.</p></blockquote>
          <p dir="ltr">של</p>|<p dir="ltr">של</p>
          <p><span dir="rtl">של</span> a</p>|<p><span dir="rtl">של</span> a</p>
          <pre>של</pre><div>של</div>|<pre>של</pre><div>של</div>
          """)
  void areMarkedWhereTheTextHasOne(String html, String expected) {
    var document = Jsoup.parseBodyFragment(html);
    document.outputSettings().prettyPrint(false);

    Directions.mark(document.body());
    assertThat(document.body().html()).isEqualTo(expected);

    Directions.mark(document.body());
    assertThat(document.body().html()).as("again").isEqualTo(expected);
  }
}
