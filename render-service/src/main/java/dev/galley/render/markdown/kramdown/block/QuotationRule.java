package dev.galley.render.markdown.kramdown.block;

import com.vladsch.flexmark.ast.BlockQuote;
import com.vladsch.flexmark.parser.block.BlockContinue;
import com.vladsch.flexmark.parser.block.BlockStart;
import com.vladsch.flexmark.parser.block.ParserState;
import com.vladsch.flexmark.util.sequence.BasedSequence;
import org.jspecify.annotations.Nullable;

/** {@code > quotation}: goes to the next blank line, whatever the lines before it look like. */
final class QuotationRule implements BlockRule {

  @Override
  public @Nullable BlockStart start(BlockLine line) {
    if (line.first() != '>') {
      return null;
    }
    return BlockStart.of(new QuotationParser(line.text())).atIndex(line.afterMark(1));
  }

  private static final class QuotationParser extends ContainerParser<BlockQuote> {

    QuotationParser(BasedSequence firstLine) {
      super(new BlockQuote(firstLine));
    }

    @Override
    public BlockContinue tryContinue(ParserState state) {
      if (state.isBlank()) {
        return BlockContinue.none();
      }
      int start = state.getNextNonSpaceIndex();
      BasedSequence line = state.getLine();
      if (state.getIndent() <= BlockLine.MAX_INDENT && line.charAt(start) == '>') {
        boolean space = start + 1 < line.length() && line.charAt(start + 1) == ' ';
        return BlockContinue.atIndex(start + (space ? 2 : 1));
      }
      return BlockLine.endsLazily(state)
          ? BlockContinue.none()
          : BlockContinue.atIndex(state.getIndex());
    }
  }
}
