package dev.galley.render.site;

import dev.galley.event.OldAddresses;
import dev.galley.render.page.index.SiteIndex;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.web.util.UriUtils;

/**
 * Where the lists and feeds of an earlier site lead, of which no post has the address: those of
 * tags, authors, sections and months, the further pages of each, and their feeds. What was a list
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

  private static final Pattern PAGE = Pattern.compile("(?:(.+)/)?page/?(\\d{1,4})");

  /** Readers' programs ask for ever where a feed was when they were told of it. */
  private static final Pattern FEED =
      Pattern.compile(
          "(?:(?<of>.+?)/)??(?:(?<atom>(?:feed/)?(?:atom|feed)\\.xml|feed/atom)"
              + "|(?<json>(?:feed/)?feed\\.json)|(?:rss2?|index)\\.xml|rss|feed|rss/index\\.xml)");

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
            .or(() -> child(key))
            .filter(target -> !target.equals(path));
  }

  /** The paths of lists that are known and not only guessed from their form; not encoded. */
  Stream<String> paths() {
    return index.folders().stream().map("/"::concat);
  }

  private Optional<String> list(String key) {
    return whole(key).or(() -> below(key));
  }

  private Optional<String> whole(String key) {
    return named(key)
        .or(() -> Optional.of(key).filter(index.folders()::contains).map(this::section));
  }

  private Optional<String> named(String key) {
    Matcher tag = OF_TAG.matcher(key);
    if (tag.matches()) {
      return index.tagAt(tag.group(1)).map(EarlierLists::ofTag);
    }
    Matcher author = OF_AUTHOR.matcher(key);
    if (author.matches()) {
      return Optional.of(author.group(1))
          .filter(index.authors()::contains)
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

  private Optional<String> below(String key) {
    return rests("/" + key)
        .map(rest -> whole(rest.substring(1)))
        .flatMap(Optional::stream)
        .findFirst();
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

  private Optional<String> feed(String key) {
    Matcher feed = FEED.matcher(key);
    if (!feed.matches()) {
      return Optional.empty();
    }
    String file =
        feed.group("atom") != null
            ? "/feed.xml"
            : feed.group("json") != null ? "/feed.json" : "/rss.xml";
    String of = feed.group("of");
    return of == null
        ? Optional.of(file)
        : list(of).or(() -> child(of)).map(list -> list.equals(ARCHIVE) ? file : list + file);
  }

  /**
   * How many posts a page had is not known: where there is no such page here, the first is meant.
   */
  private Optional<String> page(String key) {
    Matcher page = PAGE.matcher(key);
    if (!page.matches() || index.listed().isEmpty()) {
      return Optional.empty();
    }
    String of = page.group(1);
    int number = Integer.parseInt(page.group(2));
    String query = "page=" + number;
    return (of == null ? Optional.of(number > 1 ? ARCHIVE : "/") : list(of).or(() -> child(of)))
        .map(list -> number > 1 && lists.at(list, query).isPresent() ? list + "?" + query : list);
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
