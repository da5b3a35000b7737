package dev.galley.render.markdown.kramdown.span;

import com.vladsch.flexmark.ast.Paragraph;
import com.vladsch.flexmark.parser.InlineParserExtensionFactory;
import com.vladsch.flexmark.parser.block.ParserState;
import com.vladsch.flexmark.parser.delimiter.DelimiterProcessor;
import com.vladsch.flexmark.parser.internal.InlineParserImpl;
import com.vladsch.flexmark.parser.internal.LinkRefProcessorData;
import com.vladsch.flexmark.util.ast.Node;
import com.vladsch.flexmark.util.data.DataHolder;
import com.vladsch.flexmark.util.sequence.BasedSequence;
import dev.galley.render.markdown.kramdown.text.Characters;
import dev.galley.render.markdown.kramdown.tree.DocumentState;
import java.util.BitSet;
import java.util.List;
import java.util.Map;

/**
 * Takes the place of flexmark's inline parser, whose backtracking takes exponential time on small
 * inputs, and reads by kramdown's rules.
 */
public final class Spans extends InlineParserImpl {

  public Spans(
      DataHolder options,
      BitSet specialCharacters,
      BitSet delimiterCharacters,
      Map<Character, DelimiterProcessor> delimiterProcessors,
      LinkRefProcessorData linkRefs,
      List<InlineParserExtensionFactory> extensions) {
    super(
        options, specialCharacters, delimiterCharacters, delimiterProcessors, linkRefs, extensions);
  }

  @Override
  public void parse(BasedSequence content, Node block) {
    DocumentState state = DocumentState.of(document);
    state.watchBy(content);
    String text = Characters.stripped(content.toString());
    new SpanParser(TaskItem.mark(block, text, state), state).parseInto(block);
  }

  /** Link definitions are blocks of their own here. */
  @Override
  public int preProcessBlock(Paragraph block, ParserState state) {
    return 0;
  }
}
