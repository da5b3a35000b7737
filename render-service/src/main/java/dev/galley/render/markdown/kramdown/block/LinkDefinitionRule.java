package dev.galley.render.markdown.kramdown.block;

import com.vladsch.flexmark.parser.block.BlockStart;
import dev.galley.render.markdown.kramdown.text.Characters;
import dev.galley.render.markdown.kramdown.tree.LinkDefinition;
import dev.galley.render.markdown.kramdown.tree.Marker;
import org.jspecify.annotations.Nullable;

/**
 * {@code [id]: url "title"}; the title may stand on the next line. Read by hand: kramdown's pattern
 * backtracks over the whole line.
 */
final class LinkDefinitionRule implements BlockRule {

  @Override
  public @Nullable BlockStart start(BlockLine line) {
    if (line.first() != '[' || line.isInParagraph()) {
      return null;
    }
    String text = Characters.stripped(line.text().toString());
    int close = text.indexOf(']');
    if (close < 2 || !text.startsWith("]:", close)) {
      return null;
    }
    String rest = Characters.stripped(text.substring(close + 2));
    LinkDefinition definition = definition(rest);
    if (definition == null) {
      return null;
    }
    String next = definition.title() == null ? title(line.next()) : null;
    line.document()
        .define(
            text.substring(1, close),
            next == null ? definition : new LinkDefinition(definition.url(), next));
    Marker marker = new Marker(line.text(), null);
    return BlockStart.of(new LineBlockParser(marker, next == null ? 0 : 1)).atIndex(line.length());
  }

  private static @Nullable LinkDefinition definition(String text) {
    int angle = text.startsWith("<") ? text.indexOf('>') : -1;
    if (angle >= 0) {
      String rest = Characters.stripped(text.substring(angle + 1));
      String title = title(rest);
      return rest.isEmpty() || title != null
          ? new LinkDefinition(text.substring(1, angle), title)
          : null;
    }
    int space = spaceBeforeQuote(text);
    if (space < 0) {
      return text.isEmpty() ? null : new LinkDefinition(text, null);
    }
    String title = title(text.substring(space));
    return title == null
        ? null
        : new LinkDefinition(Characters.stripped(text.substring(0, space)), title);
  }

  private static int spaceBeforeQuote(String text) {
    for (int i = 1; i < text.length(); i++) {
      char before = text.charAt(i - 1);
      if (Characters.isQuote(text.charAt(i)) && (before == ' ' || before == '\t')) {
        return i - 1;
      }
    }
    return -1;
  }

  private static @Nullable String title(String text) {
    String title = Characters.stripped(text);
    boolean quoted =
        title.length() > 2
            && Characters.isQuote(title.charAt(0))
            && title.charAt(title.length() - 1) == title.charAt(0);
    return quoted ? title.substring(1, title.length() - 1) : null;
  }
}
