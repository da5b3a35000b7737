package dev.galley.render.markdown.kramdown.text;

import com.vladsch.flexmark.util.sequence.BasedSequence;

/** Looks at the lines around a block in the source. */
public final class Lines {

  private Lines() {}

  /** Whether the line before a block's first one is blank, or there is none. */
  public static boolean isAfterBlank(BasedSequence block) {
    BasedSequence text = block.getBaseSequence();
    int at = block.getStartOffset();
    while (at > 0 && text.charAt(at - 1) != '\n') {
      at--;
    }
    for (at -= 2; at >= 0 && text.charAt(at) != '\n'; at--) {
      char c = text.charAt(at);
      if (!Characters.isSpace(c) && c != '>') {
        return false;
      }
    }
    return true;
  }
}
