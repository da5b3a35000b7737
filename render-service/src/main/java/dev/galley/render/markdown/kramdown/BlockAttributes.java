package dev.galley.render.markdown.kramdown;

import com.vladsch.flexmark.util.ast.Node;
import dev.galley.render.markdown.kramdown.text.Lines;
import dev.galley.render.markdown.kramdown.tree.DocumentState;
import dev.galley.render.markdown.kramdown.tree.Marker;
import org.jspecify.annotations.Nullable;

/**
 * Gives the attributes in braces to the block that they stand right after, else to the next one.
 */
final class BlockAttributes {

  private final DocumentState state;

  BlockAttributes(DocumentState state) {
    this.state = state;
  }

  void assign(Node container) {
    for (Node child = container.getFirstChild(); child != null; child = child.getNext()) {
      if (child instanceof Marker marker && marker.attributes() != null) {
        Node target = target(marker);
        if (target != null) {
          state.addTo(target, marker.attributes());
        }
      }
      assign(child);
    }
  }

  private static @Nullable Node target(Marker marker) {
    if (!Lines.isAfterBlank(marker.getChars())) {
      Node before = marker.getPreviousAnyNot(Marker.class);
      if (before != null) {
        return before;
      }
    }
    return marker.getNextAnyNot(Marker.class);
  }
}
