package dev.galley.render.markdown.kramdown.block;

import com.vladsch.flexmark.parser.block.BlockStart;
import org.jspecify.annotations.Nullable;

/** One kind of block where kramdown's rule differs from flexmark's. Stateless. */
interface BlockRule {

  /**
   * Begins a block.
   *
   * @return null where no such block begins
   */
  @Nullable BlockStart start(BlockLine line);
}
