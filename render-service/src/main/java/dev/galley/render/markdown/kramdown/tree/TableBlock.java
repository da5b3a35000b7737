package dev.galley.render.markdown.kramdown.tree;

import com.vladsch.flexmark.util.ast.Block;
import com.vladsch.flexmark.util.sequence.BasedSequence;

/** A table; its sections are its children. */
public final class TableBlock extends Block {

  public TableBlock(BasedSequence firstLine) {
    super(firstLine);
  }

  @Override
  public BasedSequence[] getSegments() {
    return EMPTY_SEGMENTS;
  }
}
