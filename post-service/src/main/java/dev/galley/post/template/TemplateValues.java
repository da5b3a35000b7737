package dev.galley.post.template;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * When and by whom a post is begun.
 *
 * @param week how many whole weeks passed since the week that counts as 0; negative before it
 * @param author the slug of a person; blank when nobody was named
 */
record TemplateValues(long week, LocalDate date, String author) {

  private static final DateTimeFormatter LONG_DATE =
      DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.ENGLISH);

  String fill(String text) {
    return text.replace("{week}", Long.toString(week))
        .replace("{date}", LONG_DATE.format(date))
        .replace("{author}", author);
  }

  List<String> authors() {
    return author.isBlank() ? List.of() : List.of(author);
  }
}
