package dev.galley.render.markdown.kramdown.block;

import com.vladsch.flexmark.ast.FencedCodeBlock;
import com.vladsch.flexmark.parser.block.AbstractBlockParser;
import com.vladsch.flexmark.parser.block.BlockContinue;
import com.vladsch.flexmark.parser.block.ParserState;
import com.vladsch.flexmark.util.ast.Block;
import com.vladsch.flexmark.util.ast.BlockContent;
import com.vladsch.flexmark.util.sequence.BasedSequence;

/** Takes the lines between two fences. */
final class FenceParser extends AbstractBlockParser {

  private final FencedCodeBlock block = new FencedCodeBlock();
  private final BlockContent content = new BlockContent();
  private int linesLeft;
  private boolean opened;

  FenceParser(BasedSequence language, int lines, int indent) {
    this.linesLeft = lines;
    block.setInfo(language);
    block.setFenceIndent(indent);
  }

  @Override
  public Block getBlock() {
    return block;
  }

  @Override
  public BlockContinue tryContinue(ParserState state) {
    // The closing fence is the last line and no content.
    return linesLeft-- > 0
        ? BlockContinue.atIndex(state.getIndex())
        : linesLeft == -1 ? BlockContinue.finished() : BlockContinue.none();
  }

  @Override
  public void addLine(ParserState state, BasedSequence line) {
    if (opened) {
      content.add(line, state.getIndent());
    }
    // What is left of the fence's own line is no content.
    opened = true;
  }

  @Override
  public boolean isRawText() {
    return true;
  }

  @Override
  public void closeBlock(ParserState state) {
    block.setContent(content);
    // Not from all of the block: the language is no part of the document's text.
    if (content.getLineCount() > 0) {
      block.setChars(content.getSpanningChars());
    }
  }
}
