package dev.galley.feed.syndication;

import dev.galley.event.Author;
import dev.galley.event.TagAddress;
import dev.galley.feed.SiteProperties;
import dev.galley.feed.entry.Content;
import dev.galley.feed.entry.Entry;
import dev.galley.feed.entry.LiveEntries;
import dev.galley.feed.entry.Selection;
import dev.galley.feed.syndication.Feed.Item;
import dev.galley.feed.syndication.Feed.Pages;
import dev.galley.feed.syndication.Feed.Writer;
import dev.galley.web.WebAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.util.HtmlUtils;
import org.springframework.web.util.UriUtils;

/** Makes the feed of a selection out of the newest entries. */
@Component
class ComposingFeeds {

  /**
   * A feed at one moment.
   *
   * @param exact false when some content was not the newest, so the feed must not be kept
   */
  record Composed(Feed feed, boolean exact) {}

  /**
   * What the contents of a feed may hold together. Readers fetch feeds again and again, and a large
   * one is held for each who reads it slowly.
   */
  static final int MAX_CHARS = 2_000_000;

  /** How many posts a full archive holds. */
  static final int ARCHIVED = 50;

  private static final int MAX_PICTURES = 10;
  private static final int MAX_GONE = 20;

  private final LiveEntries entries;
  private final KnownPictures pictures;
  private final SiteProperties site;
  private final FeedProperties properties;
  private final URI hub;

  ComposingFeeds(
      LiveEntries entries,
      KnownPictures pictures,
      SiteProperties site,
      FeedProperties properties,
      HubProperties hub) {
    this.entries = entries;
    this.pictures = pictures;
    this.site = site;
    this.properties = properties;
    this.hub = hub.address(site);
  }

  /**
   * The feed of a selection, or one of its archives: each post is in the feed or in one of the
   * archives that lead back from it. Archives are counted from the oldest post on, so that a full
   * one stays as it is when posts are added.
   *
   * @param archive how many of the oldest posts are in this archive and those before it; null for
   *     the feed itself
   * @return empty when no post has the tag or the author, or there is no such archive; the feed of
   *     all posts is always there
   */
  Optional<Composed> compose(Selection selection, String fileName, @Nullable Integer archive) {
    List<Entry> all = entries.newest(selection, this::isCarried, Integer.MAX_VALUE);
    boolean unknown = all.isEmpty() && selection.by() != Selection.By.ALL;
    if (unknown || (archive != null && (archive < 1 || archive > all.size()))) {
      return Optional.empty();
    }
    URI current = site.at(FeedAddresses.folder(selection) + "/" + fileName);
    int archived = Math.max(0, all.size() - properties.size());
    if (archive == null) {
      Pages pages = new Pages(null, archive(current, archived), null);
      List<Entry> shown = all.subList(0, all.size() - archived);
      return Optional.of(composed(selection, current, pages, shown));
    }
    int start = (archive - 1) / ARCHIVED * ARCHIVED;
    // Of one that is not full any more the full one is next.
    int next = Math.min(archived, start + ARCHIVED * (archive == start + ARCHIVED ? 2 : 1));
    Pages pages =
        new Pages(current, archive(current, start), next > archive ? archive(current, next) : null);
    List<Entry> shown = all.subList(all.size() - archive, all.size() - start);
    return Optional.of(
        composed(selection, URI.create(current + "?archive=" + archive), pages, shown));
  }

  private static @Nullable URI archive(URI feed, int last) {
    return last == 0 ? null : URI.create(feed + "?archive=" + last);
  }

  private Composed composed(Selection selection, URI self, Pages pages, List<Entry> shown) {
    boolean exact = true;
    int room = MAX_CHARS;
    List<Item> items = new ArrayList<>();
    for (Entry entry : shown) {
      Content content = entries.content(entry);
      exact &= content.exact();
      URI url = site.resolve(entry.page().url());
      boolean fits = content.html().length() <= room;
      String html = fits ? content.html() : link(entry, url);
      room -= html.length();
      items.add(new Item(entry, url, html, authors(entry), pictures(entry)));
    }
    return new Composed(feed(selection, self, pages, items), exact);
  }

  /** In place of a content that would make the feed too large. */
  private static String link(Entry entry, URI url) {
    return "<p><a href=\"%s\">%s</a></p>"
        .formatted(
            HtmlUtils.htmlEscape(url.toString()), HtmlUtils.htmlEscape(entry.post().title()));
  }

  boolean isCarried(Entry entry) {
    return isCarried(entry.post().kind());
  }

  /** Whether posts of this kind appear in feeds. */
  boolean isCarried(String kind) {
    return !properties.excludedKinds().contains(kind);
  }

  private Feed feed(Selection selection, URI self, Pages pages, List<Item> items) {
    String folder = FeedAddresses.folder(selection);
    boolean main = selection.by() == Selection.By.ALL;
    return new Feed(
        main && properties.id() != null
            ? properties.id()
            : site.at(folder + "/feed.xml").toString(),
        main ? site.title() : site.title() + ": " + name(selection, items),
        properties.subtitle(),
        site.language(),
        self,
        main ? site.at("/") : site.at(folder),
        site.title(),
        // What is in an archive changes with nothing that a hub tells of.
        pages.current() == null ? List.of(hub) : List.of(),
        pages,
        items,
        pages.current() == null ? entries.gone(selection, MAX_GONE) : List.of());
  }

  private static String name(Selection selection, List<Item> items) {
    if (selection.by() == Selection.By.TAG) {
      return items.stream()
          .flatMap(item -> item.entry().post().tags().stream())
          .filter(tag -> TagAddress.of(tag).equals(selection.name()))
          .findFirst()
          .orElse(selection.name());
    }
    return items.stream()
        .flatMap(item -> item.entry().post().authors().stream())
        .filter(author -> selection.equals(Selection.author(author.slug())))
        .map(Author::name)
        .filter(name -> !name.isBlank())
        .findFirst()
        .orElse(selection.name());
  }

  private List<Picture> pictures(Entry entry) {
    return entry.page().images().stream()
        .map(site::resolve)
        .filter(WebAddress::isAbsolute)
        .limit(MAX_PICTURES)
        .map(pictures::at)
        .toList();
  }

  private List<Writer> authors(Entry entry) {
    return entry.post().authors().stream()
        .map(
            author ->
                new Writer(
                    author.name().isBlank() ? author.slug() : author.name(),
                    site.at("/authors/" + UriUtils.encode(author.slug(), "UTF-8"))))
        .toList();
  }
}
