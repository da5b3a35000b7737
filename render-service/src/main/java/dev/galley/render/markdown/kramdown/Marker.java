package dev.galley.render.markdown.kramdown;

import com.vladsch.flexmark.util.ast.Block;
import com.vladsch.flexmark.util.sequence.BasedSequence;
import org.jspecify.annotations.Nullable;

/** A line that is not shown: a definition, an option, or attributes for the block beside it. */
final class Marker extends Block {

  private final @Nullable AttributeList attributes;

  Marker(BasedSequence line, @Nullable AttributeList attributes) {
    super(line);
    this.attributes = attributes;
  }

  /** For the block beside it, or null. */
  @Nullable AttributeList attributes() {
    return attributes;
  }

  @Override
  public BasedSequence[] getSegments() {
    return EMPTY_SEGMENTS;
  }
}
