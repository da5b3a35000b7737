package dev.galley.render.markdown.kramdown.block;

import com.vladsch.flexmark.parser.block.BlockContinue;
import com.vladsch.flexmark.parser.block.ParserState;
import com.vladsch.flexmark.util.ast.Block;

/** Reads a block that goes on in what is indented, and over blank lines. */
final class IndentedParser<B extends Block> extends ContainerParser<B> {

  private final int indent;

  /**
   * @param indent in columns
   */
  IndentedParser(B block, int indent) {
    super(block);
    this.indent = indent;
  }

  @Override
  public BlockContinue tryContinue(ParserState state) {
    if (state.isBlank()) {
      return BlockContinue.atIndex(state.getNextNonSpaceIndex());
    }
    return state.getIndent() >= indent
        ? BlockContinue.atColumn(state.getColumn() + indent)
        : BlockContinue.none();
  }
}
