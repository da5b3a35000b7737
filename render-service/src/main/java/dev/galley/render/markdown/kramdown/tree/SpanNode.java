package dev.galley.render.markdown.kramdown.tree;

import com.vladsch.flexmark.util.ast.Node;
import com.vladsch.flexmark.util.sequence.BasedSequence;

/** Something inside a paragraph. Holds its own text, since much of it is not as in the source. */
public abstract class SpanNode extends Node {

  SpanNode() {
    super(BasedSequence.NULL);
  }

  @Override
  public BasedSequence[] getSegments() {
    return EMPTY_SEGMENTS;
  }
}
