package dev.galley.render.markdown.kramdown.span;

import com.vladsch.flexmark.util.ast.Node;
import dev.galley.render.markdown.kramdown.text.Scanner;
import dev.galley.render.markdown.kramdown.tree.Markup;

/** Finds the bracket that closes a link's text, past pairs of brackets and images in it. */
final class ClosingBracket {

  private final Scanner scanner;
  private final Markup link;
  private int open = 1;
  private int images;
  private Node lastSeen;

  ClosingBracket(Scanner scanner, Markup link) {
    this.scanner = scanner;
    this.link = link;
    this.lastSeen = link;
  }

  boolean isHere() {
    char c = scanner.peek(0);
    if (c == ']') {
      open--;
    } else if (c == '[' || scanner.looksAt("![")) {
      open++;
    } else {
      return false;
    }
    return open - countImages() == 0;
  }

  /** An image's opening was counted, but its closing was read with it. */
  private int countImages() {
    Node next = lastSeen == link ? link.getFirstChild() : lastSeen.getNext();
    for (; next != null; next = next.getNext()) {
      lastSeen = next;
      if (next instanceof Markup markup && markup.isMarkdown("img")) {
        images++;
      }
    }
    return images;
  }
}
