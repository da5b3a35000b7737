package dev.galley.render.markdown.kramdown.block;

import com.vladsch.flexmark.ast.ThematicBreak;
import com.vladsch.flexmark.parser.block.BlockStart;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Three signs or more. Does not end a paragraph, unless it looks like a list's item. */
final class ThematicBreakRule implements BlockRule {

  private static final Pattern BREAK =
      Pattern.compile("([*_-])[ \\t]*\\1[ \\t]*\\1(?:\\1|[ \\t])*+");
  private static final Pattern LIKE_ITEM = Pattern.compile("[*-][ \\t].*");

  @Override
  public @Nullable BlockStart start(BlockLine line) {
    char mark = line.first();
    boolean possible = mark == '*' || mark == '-' || mark == '_';
    if (!possible || !BREAK.matcher(line.text()).matches()) {
      return null;
    }
    if (line.isInParagraph() && !LIKE_ITEM.matcher(line.text()).matches()) {
      return null;
    }
    return BlockStart.of(new LineBlockParser(new ThematicBreak(line.text()), 0))
        .atIndex(line.length());
  }
}
