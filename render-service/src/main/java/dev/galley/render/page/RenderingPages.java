package dev.galley.render.page;

import dev.galley.event.Author;
import dev.galley.event.PostPublished;
import dev.galley.event.TagAddress;
import dev.galley.event.Topics;
import dev.galley.render.markdown.UnrenderableDocument;
import dev.galley.render.page.index.Dependency;
import dev.galley.render.page.index.SiteIndex;
import dev.galley.render.template.Content;
import dev.galley.render.template.Library;
import dev.galley.render.template.RenderingSnips;
import dev.galley.render.theme.Link;
import dev.galley.render.theme.PageView;
import dev.galley.render.theme.SiteProperties;
import dev.galley.render.theme.Theme;
import dev.galley.render.theme.When;
import io.micrometer.core.instrument.Timer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriUtils;
import tools.jackson.databind.json.JsonMapper;

/** Makes a post's page: the content, and the layout around it. */
public final class RenderingPages {

  /** What the event of a page may take for its content; the rest is for what is said about it. */
  private static final int MAX_CONTENT_BYTES = Topics.MAX_EVENT_BYTES - 64 * 1024;

  /** As text and again among the images, each character as {@code &#92;u001f}. */
  private static final int MAX_BYTES_A_CHAR = 12;

  private final RenderingSnips snips;
  private final Library library;
  private final SiteIndex index;
  private final Theme theme;
  private final SiteProperties site;
  private final Timer duration;

  RenderingPages(
      RenderingSnips snips,
      Library library,
      SiteIndex index,
      Theme theme,
      SiteProperties site,
      Timer duration) {
    this.snips = snips;
    this.library = library;
    this.index = index;
    this.theme = theme;
    this.site = site;
    this.duration = duration;
  }

  /**
   * A page that is rendered and not yet live.
   *
   * @param uses what else went into it, with the state it was in
   */
  public record Rendered(Content content, String html, Map<String, Long> uses) {}

  /**
   * Renders a post as it would go live now.
   *
   * @throws UnrenderableDocument if it can never be rendered as it is; the message says why
   */
  public Rendered render(PostPublished post) {
    Rendered rendered = duration.record(() -> measured(post));
    if (rendered == null) {
      throw new IllegalStateException("Rendering returned nothing");
    }
    return rendered;
  }

  private Rendered measured(PostPublished post) {
    Map<String, Long> uses = new LinkedHashMap<>();
    uses.put(Dependency.LOOK, Dependency.state(Dependency.LOOK, index));
    Content content = snips.render(SiteLibrary.snip(post.slug(), post), library);
    checkSize(content);
    content.included().forEach((slug, revision) -> uses.put(Dependency.post(slug), revision));
    for (var list : content.lists()) {
      // Read after the list was used: if it changed in between, the page counts as fresh for at
      // most the time until the next change.
      uses.put(Dependency.list(list), index.fingerprint(list));
    }
    for (Author author : post.authors()) {
      String dependency = Dependency.author(author.slug());
      uses.put(dependency, Dependency.state(dependency, index));
    }
    return new Rendered(content, theme.page(view(post, content)), uses);
  }

  /** Before a page is live of which nobody could be told: it would be in no feed. */
  private static void checkSize(Content content) {
    if ((long) content.html().length() * MAX_BYTES_A_CHAR <= MAX_CONTENT_BYTES) {
      return;
    }
    int bytes =
        JsonMapper.shared().writeValueAsBytes(List.of(content.html(), content.images())).length;
    if (bytes > MAX_CONTENT_BYTES) {
      throw new UnrenderableDocument(
          "The page would have %d bytes of content, and more than %d do not fit into an event: divide it"
              .formatted(bytes, MAX_CONTENT_BYTES));
    }
  }

  private PageView view(PostPublished post, Content content) {
    return new PageView(
        titleOf(post),
        post.entryId(),
        canonical(post),
        !Headline.begins(content.html(), titleOf(post)),
        content.html(),
        excerpt(post, content),
        image(content),
        authors(post.authors()),
        tags(post.tags()),
        When.of(post.firstPublishedAt()),
        post.publishedAt().toLocalDate().equals(post.firstPublishedAt().toLocalDate())
            ? null
            : When.of(post.publishedAt()),
        post.changeNote());
  }

  static String titleOf(PostPublished post) {
    return post.title().isBlank() ? post.slug() : post.title();
  }

  static @Nullable String excerpt(PostPublished post, Content content) {
    String summary = post.summary();
    if (summary != null && !summary.isBlank()) {
      return summary;
    }
    return content.excerpt().isBlank() ? null : content.excerpt();
  }

  private String canonical(PostPublished post) {
    URI original = post.canonicalUrl();
    if (original != null) {
      return original.toString();
    }
    // The front page is this post; one of the two addresses has to be the one that counts.
    return site.address(post.slug().equals(SiteIndex.FRONT_PAGE) ? "/" : "/" + post.slug())
        .toString();
  }

  private @Nullable String image(Content content) {
    return content.images().stream()
        .filter(address -> address.startsWith("/images/") || address.startsWith("https://"))
        .findFirst()
        .map(address -> address.startsWith("/") ? site.address(address).toString() : address)
        .orElse(null);
  }

  private List<Link> authors(List<Author> authors) {
    List<Link> links = new ArrayList<>();
    for (Author author : authors) {
      boolean hasPage = index.live(author.slug()).isPresent();
      String path = (hasPage ? "/" : "/authors/") + encoded(author.slug());
      links.add(new Link(author.name(), path, links.isEmpty()));
    }
    return links;
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
