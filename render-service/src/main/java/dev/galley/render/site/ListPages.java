package dev.galley.render.site;

import dev.galley.event.Author;
import dev.galley.event.TagAddress;
import dev.galley.render.page.index.PageEntry;
import dev.galley.render.page.index.SiteIndex;
import dev.galley.render.theme.Link;
import dev.galley.render.theme.ListView;
import dev.galley.render.theme.SiteProperties;
import dev.galley.render.theme.Theme;
import dev.galley.render.theme.When;
import dev.galley.web.answer.Representation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriUtils;

/**
 * The lists of posts: the newest, the archive, those of a tag, those of an author. Written from the
 * index and kept until the index changes.
 */
final class ListPages {

  private static final String TAGS = "/tags/";
  private static final String AUTHORS = "/authors/";

  private record Key(String path, int page) {}

  /** A list's posts and how it is shown. */
  private record Posts(String title, List<PageEntry> entries, boolean hasFeed) {}

  private final SiteIndex index;
  private final Theme theme;
  private final SiteProperties site;
  private final int postsPerPage;
  private final UntilChanged<Key> written;

  ListPages(SiteIndex index, Theme theme, SiteProperties site, int postsPerPage) {
    this.index = index;
    this.theme = theme;
    this.site = site;
    this.postsPerPage = postsPerPage;
    this.written = new UntilChanged<>(index, this::write);
  }

  /**
   * The list at a path.
   *
   * @param path as in the request line, still encoded
   * @return empty when there is no such list or no such page of it
   */
  Optional<Representation> at(String path, @Nullable String query) {
    if (!isList(path)) {
      return Optional.empty();
    }
    return written.at(new Key(path, Paging.asked(query)));
  }

  /** Where lists begin, encoded; further pages are led to by those before them. */
  List<String> paths() {
    List<String> paths = new ArrayList<>(List.of("/", "/archive"));
    index.tags().forEach(tag -> paths.add(TAGS + encoded(tag)));
    index.authors().forEach(author -> paths.add(AUTHORS + encoded(author)));
    return paths;
  }

  private static String encoded(String segment) {
    return UriUtils.encode(segment, StandardCharsets.UTF_8);
  }

  private static boolean isList(String path) {
    return path.equals("/")
        || path.equals("/archive")
        || path.startsWith(TAGS)
        || path.startsWith(AUTHORS);
  }

  private Optional<Representation> write(Key key) {
    return posts(key.path())
        .flatMap(
            posts ->
                Paging.of(posts.entries(), key.page(), postsPerPage)
                    .map(paging -> Representation.html(theme.list(view(key, posts, paging)))));
  }

  private Optional<Posts> posts(String path) {
    if (path.equals("/")) {
      return Optional.of(new Posts(site.title(), index.listed(), false));
    }
    if (path.equals("/archive")) {
      return Optional.of(new Posts("Archive", index.listed(), false));
    }
    if (path.startsWith(TAGS)) {
      String tag = segment(path, TAGS);
      return named(index.tagged(tag), entry -> tagAt(entry, tag));
    }
    String author = segment(path, AUTHORS);
    return named(index.by(author), entry -> name(entry, author));
  }

  /**
   * The posts, if there are any, under the name that the newest of them gives. Feeds carry no kind
   * that the front page does not, and there is none of nothing.
   */
  private static Optional<Posts> named(List<PageEntry> entries, Function<PageEntry, String> name) {
    return entries.stream()
        .findFirst()
        .map(name)
        .map(title -> new Posts(title, entries, entries.stream().anyMatch(PageEntry::listed)));
  }

  private static String tagAt(PageEntry entry, String address) {
    return entry.tags().stream()
        .filter(tag -> TagAddress.of(tag).equals(address))
        .findFirst()
        .orElse(address);
  }

  private static String name(PageEntry entry, String author) {
    return entry.authors().stream()
        .filter(one -> one.slug().equals(author))
        .map(Author::name)
        .findFirst()
        .orElse(author);
  }

  private static String segment(String path, String prefix) {
    try {
      return UriUtils.decode(path.substring(prefix.length()), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  private ListView view(Key key, Posts posts, Paging<PageEntry> paging) {
    return new ListView(
        posts.title(),
        site.address(address(key.path(), paging.number())).toString(),
        paging.items().stream().map(ListPages::entry).toList(),
        paging.number() == 1 ? null : address(key.path(), paging.number() - 1),
        paging.last() ? null : address(key.path(), paging.number() + 1),
        posts.hasFeed() ? key.path() + "/feed.xml" : null);
  }

  private static String address(String path, int page) {
    return page == 1 ? path : path + "?page=" + page;
  }

  private static ListView.Entry entry(PageEntry entry) {
    return new ListView.Entry(
        entry.title(),
        entry.path(),
        When.of(entry.published()),
        entry.authors().stream().map(author -> new Link(author.name(), "", true)).toList(),
        entry.excerpt());
  }
}
