package dev.galley.render.markdown.kramdown.block;

import com.vladsch.flexmark.ast.Paragraph;
import com.vladsch.flexmark.parser.block.BlockParser;
import com.vladsch.flexmark.parser.block.BlockStart;
import com.vladsch.flexmark.util.ast.Node;
import com.vladsch.flexmark.util.sequence.BasedSequence;
import dev.galley.render.markdown.kramdown.text.Characters;
import dev.galley.render.markdown.kramdown.text.Lines;
import dev.galley.render.markdown.kramdown.tree.Definition;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code : text} after a paragraph, or one blank line behind it: each line of the paragraph is a
 * term, and what follows the colon says what the terms mean.
 */
final class DefinitionRule implements BlockRule {

  private static final int TAB = 4;

  @Override
  public @Nullable BlockStart start(BlockLine line) {
    String text = line.text().toString();
    if (!text.startsWith(": ") && !text.startsWith(":\t")) {
      return null;
    }
    List<BlockParser> parsers = new ArrayList<>();
    boolean isDirect = line.continuesParagraph();
    Node before = line.before();
    if (isDirect) {
      terms(line.paragraphLines(), parsers);
    } else if (before instanceof Paragraph paragraph && line.isOneBlankBehind(paragraph)) {
      terms(paragraph.getContentLines(), parsers);
      paragraph.unlink();
    } else if (!(before instanceof Definition)) {
      return null;
    }
    int at = 1;
    int column = line.indent() + 1;
    for (; at < text.length() && Characters.isSpace(text.charAt(at)); at++) {
      column += text.charAt(at) == '\t' ? TAB - column % TAB : 1;
    }
    boolean isSpaced = !isDirect && Lines.isAfterBlank(line.text());
    parsers.add(new IndentedParser<>(new Definition("dd", isSpaced), column));
    BlockStart start =
        BlockStart.of(parsers.toArray(BlockParser[]::new))
            .atIndex(line.index(line.text().getStartOffset()) + at);
    return isDirect ? start.replaceActiveBlockParser() : start;
  }

  private static void terms(List<BasedSequence> lines, List<BlockParser> parsers) {
    for (BasedSequence line : lines) {
      BasedSequence text = line.trim();
      Definition term = new Definition("dt", false);
      parsers.add(new LineBlockParser(term, parser -> parser.parse(text, term), 0));
    }
  }
}
