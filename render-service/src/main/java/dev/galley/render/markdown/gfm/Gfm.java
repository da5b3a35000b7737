package dev.galley.render.markdown.gfm;

import dev.galley.render.markdown.dialect.Dialect;
import dev.galley.render.markdown.dialect.Findings;
import dev.galley.render.markdown.dialect.Watch;
import java.util.List;
import org.commonmark.Extension;
import org.commonmark.ext.autolink.AutolinkExtension;
import org.commonmark.ext.footnotes.FootnotesExtension;
import org.commonmark.ext.gfm.strikethrough.StrikethroughExtension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.task.list.items.TaskListItemsExtension;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.parser.block.BlockStart;
import org.commonmark.renderer.html.HtmlRenderer;

/** Renders GitHub Flavored Markdown as its specification and CommonMark's have it. */
public final class Gfm implements Dialect {

  /**
   * Of all tables together. A short row gets the cells that it lacks, so few characters make many.
   */
  private static final int MAX_CELLS = 200_000;

  private static final List<Extension> EXTENSIONS =
      List.of(
          TablesExtension.builder().maxCells(MAX_CELLS).build(),
          StrikethroughExtension.create(),
          TaskListItemsExtension.create(),
          AutolinkExtension.create(),
          FootnotesExtension.create());

  /** A list and its item are two. What is nested deeper stays text. */
  private static final int MAX_OPEN_BLOCKS = 120;

  private static final int STEPS_PER_LINE = 20;

  /**
   * Builds a parser for each document, because its parts tell that document's watch of their work.
   */
  @Override
  public void render(String text, Watch watch, Appendable out, Findings findings) {
    Node document = parse(text, watch, findings);
    Headings headings = Headings.of(document);
    HtmlRenderer.builder()
        .extensions(EXTENSIONS)
        .percentEncodeUrls(true)
        .attributeProviderFactory(context -> headings)
        .nodeRendererFactory(context -> new Contents(context.getWriter(), headings))
        .build()
        .render(document, out);
  }

  private static Node parse(String text, Watch watch, Findings findings) {
    Parser parser =
        Parser.builder()
            .extensions(EXTENSIONS)
            .maxOpenBlockParsers(MAX_OPEN_BLOCKS)
            .customBlockParserFactory(
                (state, matched) -> {
                  watch.tick(STEPS_PER_LINE);
                  return BlockStart.none();
                })
            .linkProcessor(new Links(watch, findings))
            .build();
    try {
      return parser.parse(text);
    } catch (IllegalArgumentException tooManyCells) {
      // The only limit that the library tells by an exception.
      throw new LimitReached("The document has more than " + MAX_CELLS + " cells in tables");
    }
  }
}
