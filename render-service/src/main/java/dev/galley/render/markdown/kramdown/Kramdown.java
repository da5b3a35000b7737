package dev.galley.render.markdown.kramdown;

import com.vladsch.flexmark.parser.Parser;
import com.vladsch.flexmark.parser.ParserEmulationProfile;
import com.vladsch.flexmark.util.ast.Document;
import com.vladsch.flexmark.util.data.DataKey;
import com.vladsch.flexmark.util.data.MutableDataSet;
import com.vladsch.flexmark.util.sequence.BasedSequence;
import dev.galley.render.markdown.dialect.Dialect;
import dev.galley.render.markdown.dialect.Findings;
import dev.galley.render.markdown.dialect.Watch;
import dev.galley.render.markdown.kramdown.block.BlockRules;
import dev.galley.render.markdown.kramdown.output.BlockWriter;
import dev.galley.render.markdown.kramdown.span.Spans;
import dev.galley.render.markdown.kramdown.text.WatchedText;
import dev.galley.render.markdown.kramdown.tree.Definition;
import dev.galley.render.markdown.kramdown.tree.DocumentState;
import java.util.List;

/**
 * Renders kramdown's GFM dialect. The output holds whatever HTML the author wrote, scripts too: it
 * has to be sanitised.
 *
 * <p>Thread-safe; built once.
 */
public final class Kramdown implements Dialect {

  // GFM's way in kramdown: a list needs no blank line before it.
  private static final List<DataKey<Boolean>> INTERRUPTIONS =
      List.of(
          Parser.LISTS_BULLET_ITEM_INTERRUPTS_PARAGRAPH,
          Parser.LISTS_ORDERED_ITEM_INTERRUPTS_PARAGRAPH,
          Parser.LISTS_ORDERED_NON_ONE_ITEM_INTERRUPTS_PARAGRAPH,
          Parser.LISTS_BULLET_ITEM_INTERRUPTS_ITEM_PARAGRAPH,
          Parser.LISTS_ORDERED_ITEM_INTERRUPTS_ITEM_PARAGRAPH,
          Parser.LISTS_ORDERED_NON_ONE_ITEM_INTERRUPTS_ITEM_PARAGRAPH);

  private final Parser parser;

  /** Builds the parser. */
  public Kramdown() {
    MutableDataSet options = new MutableDataSet();
    options.setFrom(ParserEmulationProfile.KRAMDOWN);
    INTERRUPTIONS.forEach(interruption -> options.set(interruption, true));
    options.set(Parser.BLOCK_QUOTE_PARSER, false);
    options.set(Parser.HEADING_PARSER, false);
    options.set(Parser.THEMATIC_BREAK_PARSER, false);
    options.set(Parser.FENCED_CODE_BLOCK_PARSER, false);
    options.set(Parser.HTML_BLOCK_PARSER, false);
    options.set(Parser.REFERENCE_PARAGRAPH_PRE_PROCESSOR, false);
    parser =
        Parser.builder(options)
            .customBlockParserFactory(new BlockRules())
            .customInlineParserFactory(Spans::new)
            .build();
  }

  @Override
  public void render(String text, Watch watch, Appendable out, Findings findings) {
    String lines = text.replace("\r\n", "\n").replace('\r', '\n');
    Document document = parser.parse(BasedSequence.of(new WatchedText(lines, watch)));
    DocumentState state = DocumentState.of(document);
    Definition.list(document);
    new BlockAttributes(state).assign(document);
    new HeadingIds(state).assign(document);
    new BlockWriter(document, state, out).write();
    state.findings().all().forEach(findings::add);
  }
}
