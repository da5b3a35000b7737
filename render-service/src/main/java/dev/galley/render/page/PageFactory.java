package dev.galley.render.page;

import dev.galley.event.OldAddresses;
import dev.galley.event.PageRemoved;
import dev.galley.event.PageRendered;
import dev.galley.event.PostPublished;
import dev.galley.event.PostUnpublished;
import dev.galley.event.TagSlugs;
import dev.galley.render.page.index.PageEntry;
import dev.galley.render.page.serving.PageContent;
import dev.galley.render.template.Content;
import dev.galley.render.theme.SiteProperties;
import dev.galley.stream.codec.EventCodec;
import dev.galley.stream.codec.EventIds;
import dev.galley.web.Sha256;
import java.net.URI;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes pages of post events, and page events of pages. */
final class PageFactory {

  private final SiteProperties site;
  private final ListingRules rules;
  private final EventCodec codec;
  private final Clock clock;

  PageFactory(SiteProperties site, ListingRules rules, EventCodec codec, Clock clock) {
    this.site = site;
    this.rules = rules;
    this.codec = codec;
    this.clock = clock;
  }

  /** The page of a published post; its version is set when it is stored. */
  Page live(PostPublished post, RenderingPages.Rendered rendered) {
    return live(post, rendered, codec.toJson(post));
  }

  /**
   * The page of a published post.
   *
   * @param source the JSON of the event, where it is there already
   */
  Page live(PostPublished post, RenderingPages.Rendered rendered, byte[] source) {
    Content content = rendered.content();
    PageEntry entry =
        new PageEntry(
            post.postId(),
            post.revision(),
            0,
            EventIds.next(),
            post.occurredAt(),
            PageEntry.Status.LIVE,
            digest(post, content),
            post.slug(),
            slugs(post),
            RenderingPages.titleOf(post),
            post.kind(),
            post.authors(),
            post.tags(),
            TagSlugs.in(post.metadata()),
            post.firstPublishedAt(),
            post.publishedAt(),
            RenderingPages.excerpt(post, content),
            rules.isListed(post),
            rules.isInSitemap(post),
            rendered.uses(),
            ImageNames.shownBy(post, content.html(), site.url()),
            null,
            null);
    return page(entry, PageContent.of(post, content), source);
  }

  /** What stays of a post that left the site. */
  Page left(PostUnpublished post) {
    OffsetDateTime at = post.occurredAt().atOffset(ZoneOffset.UTC);
    PageEntry entry =
        new PageEntry(
            post.postId(),
            post.revision(),
            0,
            EventIds.next(),
            post.occurredAt(),
            status(post),
            null,
            post.slug(),
            slugs(post.slug(), post.formerSlugs()),
            post.title(),
            "",
            List.of(),
            List.of(),
            Map.of(),
            at,
            at,
            null,
            false,
            false,
            Map.of(),
            List.of(),
            post.to() == null ? null : post.to().toString(),
            post.reason());
    return page(entry, null, codec.toJson(post));
  }

  PageRendered rendered(PostPublished post, Content content, Page page) {
    return new PageRendered(
        page.entry().emittedAs(),
        page.liveSince(),
        post.postId(),
        post.revision(),
        post.occurredAt(),
        site.address("/" + post.slug()),
        content.html(),
        page.entry().excerpt(),
        content.images().stream().map(PageFactory::uri).filter(Objects::nonNull).toList());
  }

  PageRemoved removed(PostUnpublished post, Page page) {
    return new PageRemoved(
        page.entry().emittedAs(),
        page.liveSince(),
        post.postId(),
        post.revision(),
        post.occurredAt(),
        site.address("/" + post.slug()));
  }

  private Page page(PageEntry entry, @Nullable PageContent content, byte[] source) {
    return new Page(entry, clock.instant(), content, source);
  }

  /** Of all that is told of the page: two that share it are no news after each other. */
  private String digest(PostPublished post, Content content) {
    return Sha256.hex(
        String.join(
            "\n",
            site.address("/" + post.slug()).toString(),
            String.valueOf(RenderingPages.excerpt(post, content)),
            String.join(" ", content.images()),
            content.html()));
  }

  private static PageEntry.Status status(PostUnpublished post) {
    return switch (post.how()) {
      case GONE -> PageEntry.Status.GONE;
      case WITHDRAWN -> PageEntry.Status.WITHDRAWN;
      case REDIRECT -> post.to() == null ? PageEntry.Status.GONE : PageEntry.Status.REDIRECT;
    };
  }

  /** An old address is no slug, but belongs to one page as a slug does. */
  private static List<String> slugs(PostPublished post) {
    return Stream.concat(
            slugs(post.slug(), post.formerSlugs()).stream(),
            OldAddresses.in(post.metadata()).stream())
        .distinct()
        .toList();
  }

  private static List<String> slugs(String slug, List<String> former) {
    return Stream.concat(Stream.of(slug), former.stream()).distinct().toList();
  }

  /** Authors write addresses that are none; an event carries only those that are. */
  private static @Nullable URI uri(String written) {
    try {
      return URI.create(written);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
