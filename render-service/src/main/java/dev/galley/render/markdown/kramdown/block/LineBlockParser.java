package dev.galley.render.markdown.kramdown.block;

import com.vladsch.flexmark.parser.InlineParser;
import com.vladsch.flexmark.parser.block.AbstractBlockParser;
import com.vladsch.flexmark.parser.block.BlockContinue;
import com.vladsch.flexmark.parser.block.ParserState;
import com.vladsch.flexmark.util.ast.Block;
import com.vladsch.flexmark.util.sequence.BasedSequence;
import java.util.function.Consumer;

/** A block that is complete as it begins, except for lines that it may swallow. */
final class LineBlockParser extends AbstractBlockParser {

  private final Block block;
  private final Consumer<InlineParser> inside;
  private int linesToSwallow;

  LineBlockParser(Block block, int linesToSwallow) {
    this(block, parser -> {}, linesToSwallow);
  }

  /**
   * @param inside reads what is to be read by the span rules, once all blocks are known
   */
  LineBlockParser(Block block, Consumer<InlineParser> inside, int linesToSwallow) {
    this.block = block;
    this.inside = inside;
    this.linesToSwallow = linesToSwallow;
  }

  @Override
  public Block getBlock() {
    return block;
  }

  @Override
  public BlockContinue tryContinue(ParserState state) {
    return linesToSwallow-- > 0
        ? BlockContinue.atIndex(state.getLine().length())
        : BlockContinue.none();
  }

  @Override
  public void addLine(ParserState state, BasedSequence line) {
    // Everything was taken when the block began.
  }

  @Override
  public void closeBlock(ParserState state) {
    block.setCharsFromContent();
  }

  @Override
  public void parseInlines(InlineParser parser) {
    inside.accept(parser);
  }
}
