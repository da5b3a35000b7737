package dev.galley.render.markdown.kramdown.block;

import com.vladsch.flexmark.parser.block.BlockStart;
import com.vladsch.flexmark.util.sequence.BasedSequence;
import dev.galley.render.markdown.kramdown.text.Characters;
import dev.galley.render.markdown.kramdown.text.Scanner;
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
    BasedSequence language = line.text().subSequence(opening.start(3), opening.end(3));
    return BlockStart.of(new FenceParser(language, lines, line.indent())).atIndex(line.length());
  }

  private static int linesToClosing(BlockLine line, String fence) {
    Scanner scanner = line.scanner();
    String text = scanner.text();
    int at = scanner.find("\n", scanner.at());
    for (int lines = 0; at >= 0; lines++) {
      int end = scanner.find("\n", at + 1);
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
