package dev.galley.render.markdown.kramdown;

import com.vladsch.flexmark.util.ast.Block;
import com.vladsch.flexmark.util.sequence.BasedSequence;

/** A table; its sections are its children. */
final class TableBlock extends Block {

  TableBlock(BasedSequence firstLine) {
    super(firstLine);
  }

  @Override
  public BasedSequence[] getSegments() {
    return EMPTY_SEGMENTS;
  }
}
