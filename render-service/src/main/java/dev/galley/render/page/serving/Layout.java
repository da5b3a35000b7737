package dev.galley.render.page.serving;

import dev.galley.event.Author;
import dev.galley.event.TagAddress;
import dev.galley.render.page.index.PageEntry;
import dev.galley.render.page.index.SiteIndex;
import dev.galley.render.theme.Link;
import dev.galley.render.theme.PageView;
import dev.galley.render.theme.SiteProperties;
import dev.galley.render.theme.Theme;
import dev.galley.render.theme.When;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriUtils;

/**
 * Puts the theme's layout around a page's content. Done when a page is served, so that another look
 * of the site is every page's at once; nothing of it is stored. Thread-safe.
 */
public final class Layout {

  private final SiteIndex index;
  private final Theme theme;
  private final SiteProperties site;
  private final Look look;

  public Layout(SiteIndex index, Theme theme, SiteProperties site, Look look) {
    this.index = index;
    this.theme = theme;
    this.site = site;
    this.look = look;
  }

  /** The whole page. */
  public String around(PageEntry entry, PageContent content) {
    String uid = content.uid();
    return uid == null ? content.html() : theme.page(view(entry, content, uid));
  }

  /** Differs, as long as this instance runs, when {@link #around} would write something else. */
  long state(PageEntry entry) {
    long state = 0;
    for (Author author : entry.authors()) {
      state = 31 * state + (hasPage(author) ? 1 : 0);
    }
    return state;
  }

  /** When what surrounds the content changed last, or later: an author's page may have changed. */
  Instant changedAt(PageEntry entry) {
    return Stream.concat(
            Stream.of(look.since()),
            entry.authors().stream()
                .map(author -> index.at("/" + author.slug()))
                .filter(Objects::nonNull)
                .map(PageEntry::acceptedAt))
        .max(Instant::compareTo)
        .orElseThrow();
  }

  private PageView view(PageEntry entry, PageContent content, String uid) {
    return new PageView(
        entry.title(),
        uid,
        canonical(entry, content),
        !Headline.begins(content.html(), entry.title()),
        content.html(),
        entry.excerpt(),
        image(content.image()),
        authors(entry.authors()),
        tags(entry.tags()),
        When.of(entry.published()),
        entry.updated().toLocalDate().equals(entry.published().toLocalDate())
            ? null
            : When.of(entry.updated()),
        content.changeNote());
  }

  private String canonical(PageEntry entry, PageContent content) {
    String original = content.canonical();
    if (original != null) {
      return original;
    }
    // The front page is this post; one of the two addresses has to be the one that counts.
    return site.address(entry.slug().equals(SiteIndex.FRONT_PAGE) ? "/" : entry.path()).toString();
  }

  private @Nullable String image(@Nullable String address) {
    return address != null && address.startsWith("/") ? site.address(address).toString() : address;
  }

  private List<Link> authors(List<Author> authors) {
    List<Link> links = new ArrayList<>();
    for (Author author : authors) {
      String path = (hasPage(author) ? "/" : "/authors/") + encoded(author.slug());
      links.add(new Link(author.name(), path, links.isEmpty()));
    }
    return links;
  }

  private boolean hasPage(Author author) {
    return index.live(author.slug()).isPresent();
  }

  private static List<Link> tags(List<String> tags) {
    return tags.stream()
        .map(tag -> new Link(tag, "/tags/" + encoded(TagAddress.of(tag)), false))
        .toList();
  }

  private static String encoded(String segment) {
    return UriUtils.encode(segment, StandardCharsets.UTF_8);
  }
}
