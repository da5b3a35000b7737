package dev.galley.render.markdown.kramdown;

import com.vladsch.flexmark.parser.block.BlockStart;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Fenced code: the fence must be closed somewhere, and only one word may follow the first one. */
final class FenceRule implements BlockRule {

  private static final Pattern OPENING =
      Pattern.compile("(([~`])\\2{2,})[ \\t]*(\\S*?)(?:\\?\\S*)?[ \\t]*");

  @Override
  public @Nullable BlockStart start(BlockLine line) {
    if (line.first() != '`' && line.first() != '~') {
      return null;
    }
    Matcher opening = OPENING.matcher(line.text());
    if (!opening.matches()) {
      return null;
    }
    String fence = opening.group(1);
    int lines = linesToClosing(line, fence);
    if (lines < 0) {
      return null;
    }
    return BlockStart.of(new FenceParser(opening.group(3), lines, line.indent()))
        .atIndex(line.length());
  }

  private static int linesToClosing(BlockLine line, String fence) {
    String text = line.scanner().text();
    int at = text.indexOf('\n', line.scanner().at());
    for (int lines = 0; at >= 0; lines++) {
      line.document().watch().tick();
      int end = text.indexOf('\n', at + 1);
      if (closes(
          line.withoutPrefix(text.substring(at + 1, end < 0 ? text.length() : end)), fence)) {
        return lines;
      }
      at = end;
    }
    return -1;
  }

  private static boolean closes(String line, String fence) {
    String mark = Characters.stripped(line);
    return mark.startsWith(fence)
        && line.indexOf(mark) <= 3
        && mark.chars().allMatch(c -> c == fence.charAt(0));
  }
}
