package dev.galley.render.page.serving;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;

/** Whether a fragment brings its own title, so that the layout must not show it again. */
final class Headline {

  private static final Pattern FIRST_HEADING =
      Pattern.compile("\\A\\s*<h([1-6])[^>]*>(.*?)</h\\1>", Pattern.DOTALL);

  private Headline() {}

  /** True for any heading of level 1 at the beginning, or one of any level that is the title. */
  static boolean begins(String html, String title) {
    Matcher heading = FIRST_HEADING.matcher(html);
    if (!heading.find()) {
      return false;
    }
    return heading.group(1).equals("1")
        || Jsoup.parseBodyFragment(heading.group(2)).text().strip().equalsIgnoreCase(title.strip());
  }
}
