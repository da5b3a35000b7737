package dev.galley.render.template;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Holds the blocks that helpers produced while the text around them is rendered, so that Markdown
 * never reads HTML that is finished already. A slot's marker is one plain word, which every dialect
 * leaves alone.
 */
final class Slots {

  private final String prefix;
  private final Map<String, String> blocks = new LinkedHashMap<>();

  /**
   * @param text what the markers will stand in; none of them may occur there
   */
  Slots(String text) {
    String candidate = "galleyslot";
    while (text.contains(candidate)) {
      candidate += "x";
    }
    prefix = candidate;
  }

  /** Keeps a block and returns its marker. */
  String keep(String html) {
    String marker = prefix + blocks.size() + "end";
    blocks.put(marker, html);
    return marker;
  }

  boolean isEmpty() {
    return blocks.isEmpty();
  }

  /** Puts the blocks where their markers stand in rendered HTML. */
  String fill(String html) {
    return isEmpty() ? html : SlotFilling.fill(html, blocks);
  }

  /** The text without markers. */
  String clear(String text) {
    return text.replaceAll(prefix + "\\d+end", "").strip();
  }
}
