package dev.galley.feed.entry;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.select.Evaluator;
import org.jsoup.select.Selector;

/**
 * Makes the links of a page's content absolute, since a feed is read far from its site.
 *
 * <p>What has a scheme ({@code mailto:}) names its place already and stays as it was written; what
 * has a host alone ({@code //host/x}) gets the page's, since a mail has none; a bare fragment leads
 * to the page itself.
 */
public final class AbsoluteLinks {

  private static final List<String> ADDRESSES =
      List.of("href", "src", "poster", "cite", "data", "action", "longdesc", "background");

  /** What browsers do not show: readers of feeds and mails take such marks off and would. */
  private static final Evaluator HIDDEN =
      Selector.evaluatorOf("[hidden], [style*='display: none'], [style*='visibility: hidden']");

  /** RFC 3986, 3.1. */
  private static final Pattern COMPLETE = Pattern.compile("^[A-Za-z][A-Za-z0-9+.-]*:.*");

  /** In {@code srcset} a candidate ends at a comma that a blank follows, or at its end. */
  private static final Pattern CANDIDATES = Pattern.compile(",\\s+");

  private AbsoluteLinks() {}

  /**
   * @param html a fragment of a page
   * @param page the absolute address of the page
   * @return the fragment with absolute links and without what is hidden, otherwise unchanged but
   *     for its serialisation
   */
  public static String in(String html, URI page) {
    Document document = Jsoup.parseBodyFragment(html, page.toString());
    document.outputSettings().prettyPrint(false);
    document.select(HIDDEN).remove();
    for (String attribute : ADDRESSES) {
      document
          .getElementsByAttribute(attribute)
          .forEach(element -> element.attr(attribute, absolute(element, attribute)));
    }
    document
        .getElementsByAttribute("srcset")
        .forEach(element -> element.attr("srcset", candidates(element.attr("srcset"), page)));
    return document.body().html();
  }

  private static String absolute(Element element, String attribute) {
    return absolute(element.attr(attribute), element.baseUri());
  }

  private static String candidates(String srcset, URI page) {
    return Arrays.stream(CANDIDATES.split(srcset.strip()))
        .map(
            candidate -> {
              String[] parts = candidate.strip().split("\\s+", 2);
              parts[0] = absolute(parts[0], page.toString());
              return String.join(" ", parts);
            })
        .collect(Collectors.joining(", "));
  }

  private static String absolute(String link, String page) {
    String trimmed = link.strip();
    if (trimmed.isEmpty() || COMPLETE.matcher(trimmed).matches()) {
      return link;
    }
    if (trimmed.startsWith("#")) {
      return page + trimmed;
    }
    String resolved = org.jsoup.internal.StringUtil.resolve(page, trimmed);
    return resolved.isEmpty() ? link : resolved;
  }
}
