package dev.galley.render.markdown.kramdown.block;

import com.vladsch.flexmark.parser.block.BlockStart;
import dev.galley.render.markdown.kramdown.text.Characters;
import dev.galley.render.markdown.kramdown.text.Scanner;
import dev.galley.render.markdown.kramdown.tree.Literal;
import org.jspecify.annotations.Nullable;

/** TeX between {@code $$} that stands alone, as kramdown writes it for MathJax. */
final class MathBlockRule implements BlockRule {

  private static final String MARK = "$$";

  @Override
  public @Nullable BlockStart start(BlockLine line) {
    if (line.first() != '$' || line.isInParagraph() || !line.isAfterBoundary()) {
      return null;
    }
    Scanner scanner = line.scanner();
    int start = scanner.at() + MARK.length();
    int end = scanner.text().startsWith(MARK, scanner.at()) ? scanner.find(MARK, start) : -1;
    if (end < 0 || !isBoundary(scanner.text(), end + MARK.length())) {
      return null;
    }
    String tex = Characters.stripped(line.unquoted(scanner.text().substring(start, end)));
    return HtmlBlockParser.whole(new Literal("\\[" + tex + "\\]", false), end + MARK.length())
        .startAt(line);
  }

  /** Whether the line ends and a blank one follows, be it within a quotation. */
  private static boolean isBoundary(String text, int at) {
    int newlines = 0;
    for (int i = at; i < text.length() && newlines < 2; i++) {
      char c = text.charAt(i);
      boolean isMarkOfQuotation = newlines == 1 && c == '>';
      if (!Characters.isSpace(c) && !isMarkOfQuotation) {
        return false;
      }
      newlines += c == '\n' ? 1 : 0;
    }
    return true;
  }
}
