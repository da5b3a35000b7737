package dev.galley.render.site;

import dev.galley.event.OldAddresses;
import dev.galley.render.page.index.SiteIndex;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriUtils;

/**
 * Where the lists and feeds of an earlier site lead, of which no post has the address:
 *
 * <pre>
 * address = [path "/"] list ["/" ending] | ending
 * list    = tag | author | overview | folder | language
 * ending  = page | feed | sitemap
 * </pre>
 *
 * A path is one below which the site, or one of its languages, had all that it had. What was a list
 * of posts and is none here is the archive. Only what live pages say of themselves counts.
 */
final class EarlierLists {

  private static final String ARCHIVE = "/archive";
  private static final int MAX_CHARS = 500;

  private static final Pattern OF_TAG = Pattern.compile("(?:tags?|categor(?:y|ies))/(.+)");
  private static final Pattern OF_AUTHOR = Pattern.compile("authors?/([^/]+)");
  private static final Pattern OF_TAGS = Pattern.compile("tags?|categor(?:y|ies)");
  private static final Pattern OF_AUTHORS = Pattern.compile("authors?");
  private static final Pattern OF_TIMES = Pattern.compile("archives?(?:/\\d{1,4}){0,3}");
  private static final Pattern OF_LANGUAGE =
      Pattern.compile("(?<in>(?:.+/)?)(?<name>[a-z]{2}(?:-[a-z0-9]{2,4})?)");

  /** Engines can be told another word for it; these are the usual ones. */
  private static final Pattern PAGE =
      Pattern.compile(
          "(?:(?<of>.+)/)?(?:page|seite|p[aá]gina|pagine|strona|sida|side)/?(?<number>\\d{1,4})");

  /** Readers' programs ask for ever where a feed was when they were told of it. */
  private static final Pattern FEED =
      Pattern.compile(
          "(?:(?<of>.+?)/)??(?:(?<atom>(?:feed/)?(?:atom|feed)\\.xml|feed/atom"
              + "|(?:index|atom|feed)\\.atom)"
              + "|(?<json>(?:feed/)?feed\\.json)|(?:rss2?|index)\\.xml|rss|feed|rss/index\\.xml)");

  private static final Pattern SITEMAP =
      Pattern.compile("(?:(?<of>.+)/)?(?:[a-z]+-)?sitemap(?:[_-][a-z][a-z0-9-]*)?\\.xml");

  private final SiteIndex index;
  private final ListPages lists;

  EarlierLists(SiteIndex index, ListPages lists) {
    this.index = index;
    this.lists = lists;
  }

  /**
   * The path that a path leads to; empty when no list or feed was there.
   *
   * @param path as in the request line, still encoded
   */
  Optional<String> at(String path) {
    String key = OldAddresses.key(path);
    return key.length() > MAX_CHARS
        ? Optional.empty()
        : list(key)
            .or(() -> feed(key))
            .or(() -> page(key))
            .or(() -> sitemap(key))
            .or(() -> child(key))
            .filter(target -> !target.equals(path));
  }

  /** The paths of lists that are known and not only guessed from their form; not encoded. */
  Stream<String> paths() {
    return index.folders().stream().map("/"::concat);
  }

  private Optional<String> list(String key) {
    return listAtRoot(key)
        .or(
            () ->
                rests("/" + key)
                    .map(rest -> listAtRoot(rest.substring(1)))
                    .flatMap(Optional::stream)
                    .findFirst());
  }

  private Optional<String> listAtRoot(String key) {
    return named(key)
        .or(
            () ->
                Optional.of(key)
                    .filter(folder -> index.folders().contains(folder) || isLanguage(folder))
                    .map(this::section));
  }

  private Optional<String> named(String key) {
    Matcher tag = OF_TAG.matcher(key);
    if (tag.matches()) {
      return index.tagAt(tag.group(1)).map(EarlierLists::ofTag);
    }
    Matcher author = OF_AUTHOR.matcher(key);
    if (author.matches()) {
      // Slugs of other systems may have such a line, and none here has.
      return Stream.of(author.group(1), author.group(1).replace('_', '-'))
          .filter(index.authors()::contains)
          .findFirst()
          .map(slug -> "/authors/" + encoded(slug));
    }
    boolean isOverview =
        OF_TAGS.matcher(key).matches() && !index.tags().isEmpty()
            || OF_AUTHORS.matcher(key).matches() && !index.authors().isEmpty()
            || OF_TIMES.matcher(key).matches() && !index.listed().isEmpty();
    return isOverview ? Optional.of(ARCHIVE) : index.tagBySlug(key).map(EarlierLists::ofTag);
  }

  private String section(String folder) {
    return index.tagAt(lastPart(folder)).map(EarlierLists::ofTag).orElse(ARCHIVE);
  }

  /** The first language of a site has often no path, but a list beside those of the others. */
  private boolean isLanguage(String key) {
    Matcher language = OF_LANGUAGE.matcher(key);
    return language.matches()
        && index.folders().stream()
            .map(OF_LANGUAGE::matcher)
            .anyMatch(other -> other.matches() && other.group("in").equals(language.group("in")));
  }

  /**
   * What is left of a path, from a slash on, below each path at which an earlier site may have been
   * with all that it had, or one of its languages.
   */
  Stream<String> rests(String path) {
    return path.length() > MAX_CHARS
        ? Stream.empty()
        : IntStream.range(1, path.length())
            .filter(at -> path.charAt(at) == '/')
            .limit(SiteIndex.MAX_DEPTH)
            .filter(at -> index.folders().contains(OldAddresses.key(path.substring(0, at))))
            .mapToObj(path::substring);
  }

  /** WordPress has parents before a category, and finds it by its own slug alone. */
  private Optional<String> child(String key) {
    return OF_TAG.matcher(key).matches()
        ? index.tagAt(lastPart(key)).map(EarlierLists::ofTag)
        : Optional.empty();
  }

  /** The list that something belongs to: all posts where it names none. */
  private Optional<String> of(@Nullable String key) {
    return key == null ? Optional.of(ARCHIVE) : list(key).or(() -> child(key));
  }

  private Optional<String> feed(String key) {
    Matcher feed = FEED.matcher(key);
    if (!feed.matches()) {
      return Optional.empty();
    }
    String file =
        feed.group("atom") != null
            ? "/feed.xml"
            : feed.group("json") != null ? "/feed.json" : "/rss.xml";
    return of(feed.group("of")).map(list -> list.equals(ARCHIVE) ? file : list + file);
  }

  /**
   * How many posts a page had is not known: where there is no such page here, the first is meant.
   */
  private Optional<String> page(String key) {
    Matcher page = PAGE.matcher(key);
    if (!page.matches() || index.listed().isEmpty()) {
      return Optional.empty();
    }
    int number = Integer.parseInt(page.group("number"));
    if (page.group("of") == null && number <= 1) {
      return Optional.of("/");
    }
    String query = "page=" + number;
    return of(page.group("of"))
        .map(list -> number > 1 && lists.at(list, query).isPresent() ? list + "?" + query : list);
  }

  /** All of them are one here. */
  private Optional<String> sitemap(String key) {
    Matcher sitemap = SITEMAP.matcher(key);
    return sitemap.matches()
        ? of(sitemap.group("of")).map(any -> "/sitemap.xml")
        : Optional.empty();
  }

  private static String lastPart(String key) {
    return key.substring(key.lastIndexOf('/') + 1);
  }

  private static String ofTag(String tag) {
    return "/tags/" + encoded(tag);
  }

  private static String encoded(String segment) {
    return UriUtils.encode(segment, StandardCharsets.UTF_8);
  }
}
