package dev.galley.render.markdown;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;

/**
 * Lets text that is written from right to left be laid out so, block by block, since a post may
 * hold both. What is around blocks gets {@code dir="rtl"} when its text begins so, because for
 * {@code auto} a browser does not look into blocks that have a direction (HTML, 3.2.6.4). A block
 * of text gets {@code dir="auto"} when it begins so or stands inside of such, but items go with
 * their list, or some would lose their bullets. What has a direction keeps it.
 */
final class Directions implements NodeVisitor {

  private static final Set<String> TEXT =
      Set.of(
          "p",
          "h1",
          "h2",
          "h3",
          "h4",
          "h5",
          "h6",
          "dt",
          "dd",
          "td",
          "th",
          "caption",
          "figcaption",
          "summary");
  private static final String ITEM = "li";
  private static final Set<String> AROUND = Set.of("ul", "ol", "dl", "blockquote", "table");

  /** No script of before is written from right to left. */
  private static final int FIRST_RIGHT_TO_LEFT = 0x590;

  /** The block that each open element's text belongs to; the outermost stands for none. */
  private final Deque<Element> owners = new ArrayDeque<>();

  /** What is open around blocks and has had no letter yet. */
  private final List<Element> undecided = new ArrayList<>();

  /** What is open and was made to run from right to left. */
  private final Set<Element> rightToLeft = Collections.newSetFromMap(new IdentityHashMap<>());

  /** Blocks of text that are open and have had their first letter. */
  private final Set<Element> begun = Collections.newSetFromMap(new IdentityHashMap<>());

  private int verbatim;

  private Directions() {}

  static void mark(Element body) {
    if (body.nodeStream(TextNode.class).anyMatch(text -> isRightToLeft(text.getWholeText()))) {
      body.traverse(new Directions());
    }
  }

  @Override
  public void head(Node node, int depth) {
    if (node instanceof TextNode text) {
      look(text.getWholeText());
    } else if (node instanceof Element element) {
      owners.push(owner(element));
      verbatim += element.normalName().equals("pre") ? 1 : 0;
      if (AROUND.contains(element.normalName()) && !element.hasAttr("dir")) {
        undecided.add(element);
      }
    }
  }

  @Override
  public void tail(Node node, int depth) {
    if (node instanceof Element element) {
      owners.pop();
      verbatim -= element.normalName().equals("pre") ? 1 : 0;
      rightToLeft.remove(element);
      begun.remove(element);
      if (!undecided.isEmpty() && undecided.get(undecided.size() - 1) == element) {
        undecided.remove(undecided.size() - 1);
      }
    }
  }

  private Element owner(Element element) {
    Element around = owners.peek();
    boolean inItem = around != null && around.normalName().equals(ITEM);
    boolean itself =
        around == null
            || element.hasAttr("dir")
            || element.normalName().equals(ITEM)
            || TEXT.contains(element.normalName());
    return itself && !inItem ? element : owners.element();
  }

  private void look(String text) {
    Element owner = owners.element();
    boolean block =
        TEXT.contains(owner.normalName()) && !owner.hasAttr("dir") && !begun.contains(owner);
    int letter = verbatim == 0 && (block || !undecided.isEmpty()) ? firstLetter(text) : -1;
    if (letter < 0) {
      return;
    }
    if (isRightToLeft(letter)) {
      undecided.forEach(element -> element.attr("dir", "rtl"));
      rightToLeft.addAll(undecided);
    }
    undecided.clear();
    if (block) {
      begun.add(owner);
      if (isRightToLeft(letter) || !rightToLeft.isEmpty()) {
        owner.attr("dir", "auto");
      }
    }
  }

  /** The first character that has a direction; -1 when there is none. */
  private static int firstLetter(String text) {
    return text.codePoints()
        .filter(
            c ->
                isRightToLeft(c)
                    || Character.getDirectionality(c) == Character.DIRECTIONALITY_LEFT_TO_RIGHT)
        .findFirst()
        .orElse(-1);
  }

  private static boolean isRightToLeft(String text) {
    // Of each text all of it is looked at, mostly for nothing.
    for (int at = 0; at < text.length(); at++) {
      if (text.charAt(at) >= FIRST_RIGHT_TO_LEFT && isRightToLeft(text.codePointAt(at))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isRightToLeft(int c) {
    byte direction = c < FIRST_RIGHT_TO_LEFT ? -1 : Character.getDirectionality(c);
    return direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT
        || direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC;
  }
}
