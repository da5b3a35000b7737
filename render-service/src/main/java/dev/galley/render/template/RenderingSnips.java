package dev.galley.render.template;

import dev.galley.render.markdown.Format;
import dev.galley.render.markdown.Fragment;
import dev.galley.render.markdown.Markdown;
import dev.galley.render.markdown.Source;
import dev.galley.render.markdown.UnrenderableDocument;
import java.util.List;

/** Renders a post's content: first its template tags, where it has them, then its Markdown. */
public final class RenderingSnips {

  private static final int MAX_EXPANDED_CHARS = 2_000_000;

  private final Markdown markdown;

  public RenderingSnips(Markdown markdown) {
    this.markdown = markdown;
  }

  /**
   * Renders a post with everything it includes.
   *
   * @throws UnrenderableDocument if the post can never be rendered as it is; the message says why
   */
  public Content render(Snip snip, Library library) {
    Inclusions inclusions = new Inclusions(library);
    inclusions.enter(snip.slug());
    Rendered rendered = render(snip, inclusions);
    return new Content(
        rendered.html(),
        rendered.excerpt(),
        List.copyOf(inclusions.images),
        inclusions.findings,
        inclusions.revisions,
        inclusions.lists);
  }

  private record Rendered(String html, String excerpt) {}

  private Rendered render(Snip snip, Inclusions inclusions) {
    Slots slots = new Slots(snip.body());
    String text = snip.isTemplate() ? expand(snip.body(), inclusions, slots) : snip.body();
    Fragment fragment = markdown.render(new Source(Format.named(snip.format()), text));
    inclusions.collect(fragment);
    return new Rendered(slots.fill(fragment.html()), slots.clear(fragment.excerpt()));
  }

  private String expand(String body, Inclusions inclusions, Slots slots) {
    HelperCalls helpers =
        new HelperCalls(inclusions, slots, snip -> renderIncluded(snip, inclusions));
    StringBuilder text = new StringBuilder();
    for (Segment segment : TemplateParser.parse(body)) {
      if (segment instanceof Segment.Text plain) {
        text.append(plain.text());
      } else if (segment instanceof Segment.Output tag) {
        text.append(helpers.output(tag));
      } else if (segment instanceof Segment.Loop loop) {
        text.append(helpers.loop(loop.list()));
      }
      if (text.length() > MAX_EXPANDED_CHARS) {
        throw new TemplateFault("The template tags make the post too long");
      }
    }
    return text.toString();
  }

  private String renderIncluded(Snip snip, Inclusions inclusions) {
    inclusions.revisions.put(snip.slug(), snip.revision());
    inclusions.enter(snip.slug());
    try {
      return render(snip, inclusions).html();
    } catch (TemplateFault fault) {
      throw fault.in(snip.slug());
    } finally {
      inclusions.leave();
    }
  }
}
