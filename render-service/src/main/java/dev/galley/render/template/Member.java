package dev.galley.render.template;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A person as the pages about people show them. */
final class Member {

  private Member() {}

  /**
   * @param biography the person's own post, rendered
   */
  static String card(Snip person, String biography) {
    return photo(person)
        + "<div class=\"info\">\n<h3>"
        + Markup.escape(person.displayName())
        + "</h3>\n"
        + links(person)
        + "<div class=\"bio\">\n"
        + biography
        + "</div>\n</div>";
  }

  private static String photo(Snip person) {
    return person.text("image").isEmpty()
        ? ""
        : "<img src=\""
            + Markup.imagePath(person.text("image"))
            + "\" alt=\"Photo of "
            + Markup.escape(person.displayName())
            + "\">\n";
  }

  private static String links(Snip person) {
    List<String> links = new ArrayList<>();
    add(links, "Website", person.text("site"));
    String twitter = person.text("twitter");
    add(links, "Twitter", twitter.isEmpty() ? "" : "https://twitter.com/" + twitter);
    add(links, "LinkedIn", person.text("linkedin"));
    return links.isEmpty() ? "" : "<p class=\"links\">" + String.join(" / ", links) + "</p>\n";
  }

  private static void add(List<String> links, String label, String written) {
    @Nullable String address = written.isEmpty() ? null : Markup.webAddress(written);
    if (address != null) {
      links.add(Markup.link(address, label));
    }
  }
}
