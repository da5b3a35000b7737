package dev.galley.render.page;

import dev.galley.event.PostPublished;
import dev.galley.render.markdown.UnrenderableDocument;
import dev.galley.render.page.serving.Layout;
import dev.galley.render.page.serving.PageContent;
import dev.galley.render.template.Content;

/** Makes the page that a draft would have, anew each time; nothing of it is stored. */
public final class DraftPages {

  private static final byte[] NO_SOURCE = {};

  private final RenderingPages rendering;
  private final PageFactory factory;
  private final Layout layout;

  DraftPages(RenderingPages rendering, PageFactory factory, Layout layout) {
    this.rendering = rendering;
    this.factory = factory;
    this.layout = layout;
  }

  /**
   * A draft as it would go live now.
   *
   * @param page all of it, the layout included
   */
  public record Draft(Content content, String page) {}

  /**
   * Renders a draft.
   *
   * @throws UnrenderableDocument if it can never be rendered as it is; the message says why
   */
  public Draft render(PostPublished post) {
    RenderingPages.Rendered rendered = rendering.render(post);
    Content content = rendered.content();
    Page page = factory.live(post, rendered, NO_SOURCE);
    return new Draft(content, layout.around(page.entry(), PageContent.of(post, content)));
  }
}
