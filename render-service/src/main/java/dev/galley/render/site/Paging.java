package dev.galley.render.site;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param number from 1
 * @param last whether nothing follows
 */
record Paging<T>(List<T> items, int number, boolean last) {

  private static final Pattern PAGE = Pattern.compile("(?:^|&)page=(\\d{1,6})(?:&|$)");

  /** The page that a query string asks for, the first one by default. */
  static int asked(@Nullable String query) {
    Matcher page = PAGE.matcher(query == null ? "" : query);
    return page.find() ? Integer.parseInt(page.group(1)) : 1;
  }

  /**
   * @return empty when the list is not that long; the first page is always there
   */
  static <T> Optional<Paging<T>> of(List<T> all, int number, int size) {
    long from = (number - 1L) * size;
    if (number < 1 || (from >= all.size() && number > 1)) {
      return Optional.empty();
    }
    int to = (int) Math.min(all.size(), from + size);
    return Optional.of(new Paging<>(all.subList((int) from, to), number, to == all.size()));
  }
}
