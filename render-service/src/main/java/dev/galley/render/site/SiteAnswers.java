package dev.galley.render.site;

import com.mongodb.MongoException;
import dev.galley.event.OldAddresses;
import dev.galley.render.image.SiteImages;
import dev.galley.render.page.index.PageEntry;
import dev.galley.render.page.index.SiteIndex;
import dev.galley.render.page.serving.PageCache;
import dev.galley.render.theme.Theme;
import dev.galley.web.answer.Answer;
import dev.galley.web.answer.AnswerFilter;
import dev.galley.web.answer.Representation;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.util.UriUtils;

/**
 * Which answer a path has. A live page comes before everything else, then configured redirects,
 * then lists, then what is left of former pages and addresses.
 */
final class SiteAnswers implements AnswerFilter.Answers, KnownAddresses {

  private static final String IMAGES = "/images";

  /** What is not the site's, but of the framework behind it. */
  private static final List<String> PASSED_ON =
      List.of("/images/", "/internal/", "/health", "/metrics", "/actuator", "/error");

  /** For pages of feed-service, which does not know its newest name. */
  private static final String CURRENT_STYLESHEET = "/theme/site.css";

  /** What an import may have brought from another address to one below {@code /images}. */
  private static final Pattern PICTURE = Pattern.compile("/[^/].{0,500}\\.[A-Za-z0-9]{2,5}");

  private final SiteIndex index;
  private final PageCache live;
  private final ListPages lists;
  private final EarlierLists earlier;
  private final Sitemaps sitemaps;
  private final Redirects redirects;
  private final Notices notices;
  private final SiteImages images;
  private final BooleanSupplier ready;
  private final Answer stylesheet;
  private final Answer currentStylesheet;
  private final String stylesheetPath;
  private final Answer icon;

  /**
   * @param ready whether all pages are known, so that an unknown one does not exist
   */
  SiteAnswers(
      SiteIndex index,
      PageCache live,
      ListPages lists,
      Sitemaps sitemaps,
      Redirects redirects,
      Notices notices,
      Theme theme,
      SiteImages images,
      BooleanSupplier ready) {
    this.index = index;
    this.live = live;
    this.lists = lists;
    this.earlier = new EarlierLists(index, lists);
    this.sitemaps = sitemaps;
    this.redirects = redirects;
    this.notices = notices;
    this.images = images;
    this.ready = ready;
    this.stylesheetPath = theme.stylesheetPath();
    this.icon = Answer.ok(Representation.of("image/svg+xml", theme.icon()));
    Representation css = Representation.of("text/css;charset=UTF-8", theme.stylesheet());
    this.stylesheet = Answer.immutable(css).loadedByAnyPage();
    this.currentStylesheet = Answer.ok(css).loadedByAnyPage();
  }

  @Override
  public @Nullable Answer to(String path, @Nullable String query) {
    return isPassedOn(path) ? null : answer(path, query);
  }

  /**
   * The paths, encoded, that are known to have an answer: pages, lists and what goes with them,
   * former addresses, redirects. Near misses of these are not named.
   *
   * @return empty as long as not all pages are known
   */
  Optional<SortedSet<String>> paths() {
    if (!ready.getAsBoolean()) {
      return Optional.empty();
    }
    SortedSet<String> paths = new TreeSet<>(lists.paths());
    paths.addAll(sitemaps.paths());
    paths.addAll(redirects.paths());
    paths.addAll(List.of(CURRENT_STYLESHEET, stylesheetPath, "/favicon.svg"));
    for (PageEntry entry : index.entries()) {
      // An old address may be one that this service never answers.
      entry.slugs().stream()
          .map(slug -> "/" + slug)
          .filter(path -> !isPassedOn(path))
          .forEach(path -> paths.add(encoded(path)));
    }
    earlier.paths().forEach(path -> paths.add(encoded(path)));
    return Optional.of(paths);
  }

  @Override
  public boolean areEmptyAt(String path) {
    if (path.startsWith(IMAGES + "/")) {
      return !images.isThere(path);
    }
    if (isPassedOn(path)) {
      return false;
    }
    int status = answer(path, null).status();
    return status == HttpStatus.NOT_FOUND.value() || status == HttpStatus.GONE.value();
  }

  private static String encoded(String path) {
    return UriUtils.encodePath(path, StandardCharsets.UTF_8);
  }

  /** The redirects that take the rest of a path along. */
  Map<String, String> patterns() {
    return redirects.patterns();
  }

  private static boolean isPassedOn(String path) {
    for (String prefix : PASSED_ON) {
      if (path.startsWith(prefix)
          && (prefix.endsWith("/")
              || path.length() == prefix.length()
              || path.charAt(prefix.length()) == '/')) {
        return true;
      }
    }
    return false;
  }

  private Answer answer(String path, @Nullable String query) {
    try {
      Answer found = find(path, query);
      if (found != null) {
        return found;
      }
      if (!ready.getAsBoolean()) {
        return notices.unavailable();
      }
      return elsewhere(path, query);
    } catch (MongoException e) {
      return notices.unavailable();
    }
  }

  private @Nullable Answer find(String path, @Nullable String query) {
    PageEntry entry = index.at(path.equals("/") ? "/" + SiteIndex.FRONT_PAGE : path);
    if (entry != null && entry.isLive() && isPresentSlug(entry, path)) {
      return page(entry);
    }
    Optional<String> redirect = redirects.target(path);
    if (redirect.isPresent()) {
      return Answer.movedTo(redirect.get());
    }
    if (Theme.isIcon(path)) {
      return icon;
    }
    if (Theme.isStylesheet(path)) {
      return path.equals(CURRENT_STYLESHEET) ? currentStylesheet : stylesheet;
    }
    // Before what is left of pages: an old address must not take the place of a list.
    Optional<Answer> list = lists.at(path, query).or(() -> sitemaps.at(path)).map(Answer::ok);
    return list.orElseGet(() -> entry == null || path.equals("/") ? null : former(entry));
  }

  private static boolean isPresentSlug(PageEntry entry, String path) {
    String slug = entry.slug();
    return path.equals("/") || (path.length() == slug.length() + 1 && path.endsWith(slug));
  }

  private Answer page(PageEntry entry) {
    return live.page(entry)
        .map(page -> Answer.ok(page.html(), page.lastModified()))
        .orElseGet(notices::notFound);
  }

  private Answer former(PageEntry entry) {
    if (entry.isLive()) {
      return Answer.movedTo(entry.path());
    }
    return entry.target() == null ? notices.gone(entry) : Answer.movedTo(entry.target());
  }

  /**
   * Near misses lead to the one address of what was meant: no slash at the end, lower case, without
   * the ending of a file. Old addresses are found in any writing.
   */
  private Answer elsewhere(String path, @Nullable String query) {
    PageEntry old =
        path.equals("/") || path.startsWith("//") ? null : index.at("/" + OldAddresses.key(path));
    if (old != null) {
      return old.isLive() && query != null ? Answer.movedTo(old.path() + "?" + query) : former(old);
    }
    Optional<String> list = earlier.at(path);
    if (list.isPresent()) {
      return Answer.movedTo(list.get());
    }
    Optional<String> picture = picture(path);
    if (picture.isPresent()) {
      return Answer.movedTo(picture.get());
    }
    String plain = plain(path);
    for (String meant : List.of(plain, plain.replaceFirst("(?<=[^/])\\.html?$", ""))) {
      boolean local = meant.startsWith("/") && !meant.startsWith("//");
      if (local && !meant.equals(path) && find(meant, query) != null) {
        return Answer.movedTo(query == null ? meant : meant + "?" + query);
      }
    }
    return notices.notFound();
  }

  private Optional<String> picture(String path) {
    return PICTURE.matcher(path).matches()
        ? Stream.concat(Stream.of(path), earlier.rests(path))
            .flatMap(within -> images.ofEarlierSite(within).stream())
            .findFirst()
            .or(() -> pictureOfPage(path))
        : Optional.empty();
  }

  /** Other engines have what is beside a text below the address of its page. */
  private Optional<String> pictureOfPage(String path) {
    return IntStream.range(1, path.length())
        .filter(at -> path.charAt(at) == '/')
        .limit(SiteIndex.MAX_DEPTH)
        .mapToObj(at -> pictureOfPage(path.substring(0, at), path.substring(at)))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private Optional<String> pictureOfPage(String page, String rest) {
    return Optional.ofNullable(index.at("/" + OldAddresses.key(page)))
        .filter(PageEntry::isLive)
        .flatMap(
            entry ->
                entry.images().stream()
                    .map(name -> encoded("/" + name))
                    .filter(name -> name.endsWith(rest))
                    .findFirst())
        .filter(images::isPublic);
  }

  private static String plain(String path) {
    String decoded;
    try {
      decoded = UriUtils.decode(path, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return path;
    }
    // Only what needs no encoding may come back out; all else could change its meaning.
    if (!decoded.matches("[A-Za-z0-9/._-]+")) {
      decoded = path;
    }
    String cut = decoded.length() > 1 ? decoded.replaceFirst("/+$", "") : decoded;
    return cut.startsWith("/tags/") || cut.startsWith("/authors/")
        ? cut
        : cut.toLowerCase(Locale.ROOT);
  }
}
