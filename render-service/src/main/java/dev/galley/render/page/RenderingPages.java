package dev.galley.render.page;

import dev.galley.event.PostPublished;
import dev.galley.event.Topics;
import dev.galley.render.markdown.UnrenderableDocument;
import dev.galley.render.page.index.Dependency;
import dev.galley.render.page.index.SiteIndex;
import dev.galley.render.template.Content;
import dev.galley.render.template.Library;
import dev.galley.render.template.RenderingSnips;
import io.micrometer.core.instrument.Timer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Renders what a post's page shows; the layout comes around it when it is served. */
final class RenderingPages {

  /** What the event of a page may take for its content; the rest is for what is said about it. */
  private static final int MAX_CONTENT_BYTES = Topics.MAX_EVENT_BYTES - 64 * 1024;

  /** As text and again among the images, each character as {@code &#92;u001f}. */
  private static final int MAX_BYTES_A_CHAR = 12;

  private final RenderingSnips snips;
  private final Library library;
  private final SiteIndex index;
  private final Timer duration;

  RenderingPages(RenderingSnips snips, Library library, SiteIndex index, Timer duration) {
    this.snips = snips;
    this.library = library;
    this.index = index;
    this.duration = duration;
  }

  /**
   * What a page shows, rendered and not yet live.
   *
   * @param uses what else went into it, with the state it was in
   */
  record Rendered(Content content, Map<String, Long> uses) {}

  /**
   * Renders a post as it would go live now.
   *
   * @throws UnrenderableDocument if it can never be rendered as it is; the message says why
   */
  Rendered render(PostPublished post) {
    Rendered rendered = duration.record(() -> measured(post));
    if (rendered == null) {
      throw new IllegalStateException("Rendering returned nothing");
    }
    return rendered;
  }

  private Rendered measured(PostPublished post) {
    Map<String, Long> uses = new LinkedHashMap<>();
    uses.put(Dependency.RENDERING, Dependency.state(Dependency.RENDERING, index));
    Content content = snips.render(SiteLibrary.snip(post.slug(), post), library);
    checkSize(content);
    content.included().forEach((slug, revision) -> uses.put(Dependency.post(slug), revision));
    for (var list : content.lists()) {
      // Read after the list was used: if it changed in between, the page counts as fresh for at
      // most the time until the next change.
      uses.put(Dependency.list(list), index.fingerprint(list));
    }
    return new Rendered(content, uses);
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
}
