package dev.galley.local.site;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What has to differ in a copy that is served as files. A file has no query: further pages of lists
 * and archives of feeds get a path. A server may send readers from {@code /post} to {@code /post/}:
 * a link that is relative to the address becomes one that is not.
 */
final class StaticLinks {

  private static final Pattern PAGE =
      Pattern.compile("(/|/archive|/(?:tags|authors)/[^/?]+)\\?page=([2-9]|[1-9]\\d{1,5})");
  private static final Pattern ARCHIVE =
      Pattern.compile(
          "((?:/(?:tags|authors)/[^/?]+)?/(?:feed|rss))\\.(xml|json)\\?archive=([1-9]\\d{0,8})");

  private static final Pattern TAG = Pattern.compile("<[a-zA-Z][^<>]*>");
  private static final Pattern LINK = Pattern.compile("(\\s(?:href|src|poster)=\")([^\"]*)(?=\")");
  private static final Pattern JSON_LINK =
      Pattern.compile("(\"(?:next_url|feed_url)\":\")([^\"\\\\]*)(?=\")");
  private static final Pattern ABSOLUTE = Pattern.compile("[/#?]|[a-zA-Z][a-zA-Z0-9+.-]*:|$");
  private static final Pattern UPWARDS = Pattern.compile("(?:\\.{0,2}/)*|\\.{1,2}$");

  private final String site;

  /**
   * @param site the public address, without a path
   */
  StaticLinks(String site) {
    this.site = site;
  }

  /** A document as the copy has it, and the addresses with a query that it leads to. */
  record Copied(byte[] bytes, Set<String> leadsTo) {}

  /** The path in the copy of an address that may have a query; the same without one. */
  static String path(String address) {
    Matcher page = PAGE.matcher(address);
    if (page.matches()) {
      return page.group(1).replaceFirst("/$", "") + "/page/" + page.group(2);
    }
    Matcher archive = ARCHIVE.matcher(address);
    return archive.matches()
        ? archive.group(1) + "-archive-" + archive.group(3) + "." + archive.group(2)
        : address;
  }

  Copied copied(byte[] body, String contentType) {
    boolean html = contentType.startsWith("text/html");
    boolean json = contentType.contains("json");
    if (!html && !json && !contentType.contains("xml")) {
      return new Copied(body, Set.of());
    }
    Set<String> leadsTo = new LinkedHashSet<>();
    String text = new String(body, StandardCharsets.UTF_8);
    String copy =
        json
            ? replaced(JSON_LINK, text, target -> moved(target, leadsTo))
            : TAG.matcher(text)
                .replaceAll(
                    tag ->
                        Matcher.quoteReplacement(
                            replaced(
                                LINK,
                                tag.group(),
                                target -> moved(html ? rooted(target) : target, leadsTo))));
    return copy.equals(text)
        ? new Copied(body, leadsTo)
        : new Copied(copy.getBytes(StandardCharsets.UTF_8), leadsTo);
  }

  private static String replaced(Pattern link, String text, UnaryOperator<String> change) {
    return link.matcher(text)
        .replaceAll(
            (MatchResult found) ->
                Matcher.quoteReplacement(found.group(1) + change.apply(found.group(2))));
  }

  private String moved(String target, Set<String> leadsTo) {
    boolean absolute = target.startsWith(site + "/");
    String address = absolute ? target.substring(site.length()) : target;
    String path = path(address);
    if (path.equals(address)) {
      return target;
    }
    leadsTo.add(address);
    return absolute ? site + path : path;
  }

  /** Every page is one step below the root, so that is what a relative address starts from. */
  private static String rooted(String target) {
    return ABSOLUTE.matcher(target).lookingAt()
        ? target
        : "/" + UPWARDS.matcher(target).replaceFirst("");
  }
}
