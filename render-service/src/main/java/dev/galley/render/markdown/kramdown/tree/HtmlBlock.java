package dev.galley.render.markdown.kramdown.tree;

import com.vladsch.flexmark.util.ast.Block;
import com.vladsch.flexmark.util.sequence.BasedSequence;
import dev.galley.render.markdown.kramdown.text.HtmlTag;
import org.jspecify.annotations.Nullable;

/** HTML at the level of paragraphs. What follows on the line where it ends is inside it, too. */
public final class HtmlBlock extends Block {

  private final @Nullable HtmlTag tag;

  /**
   * @param tag the element around the children, or null where they are all there is
   */
  public HtmlBlock(@Nullable HtmlTag tag) {
    this.tag = tag;
  }

  public @Nullable HtmlTag tag() {
    return tag;
  }

  @Override
  public BasedSequence[] getSegments() {
    return EMPTY_SEGMENTS;
  }
}
