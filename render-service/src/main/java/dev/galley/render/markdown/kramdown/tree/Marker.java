package dev.galley.render.markdown.kramdown.tree;

import com.vladsch.flexmark.util.ast.Block;
import com.vladsch.flexmark.util.sequence.BasedSequence;
import dev.galley.render.markdown.kramdown.text.AttributeList;
import org.jspecify.annotations.Nullable;

/** A line that is not shown: a definition, an option, or attributes for the block beside it. */
public final class Marker extends Block {

  private final @Nullable AttributeList attributes;

  public Marker(BasedSequence line, @Nullable AttributeList attributes) {
    super(line);
    this.attributes = attributes;
  }

  /** For the block beside it, or null. */
  public @Nullable AttributeList attributes() {
    return attributes;
  }

  @Override
  public BasedSequence[] getSegments() {
    return EMPTY_SEGMENTS;
  }
}
