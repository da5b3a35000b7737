package dev.galley.render.markdown.kramdown.block;

import com.vladsch.flexmark.parser.InlineParser;
import com.vladsch.flexmark.parser.block.BlockStart;
import com.vladsch.flexmark.util.sequence.BasedSequence;
import dev.galley.render.markdown.kramdown.span.SpanParser;
import dev.galley.render.markdown.kramdown.text.Characters;
import dev.galley.render.markdown.kramdown.tree.Markup;
import dev.galley.render.markdown.kramdown.tree.TableBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Lines with a pipe in each, between blank lines. Unlike GFM, kramdown asks neither for a heading
 * nor for a line below it.
 */
final class TableRule implements BlockRule {

  private static final int MAX_ROWS = 5000;
  private static final int MAX_CELLS = 20_000;
  private static final Pattern OTHER_BLOCK = Pattern.compile("^(?:>|[*+-][ \\t]|\\d+\\.[ \\t])");
  private static final Pattern END = Pattern.compile("\\s*|\\^\\s*| {0,3}\\{:(?![:/])[^}]+}\\s*");

  @Override
  public @Nullable BlockStart start(BlockLine line) {
    String text = line.text().toString();
    if (!TableRow.hasPipe(text) || OTHER_BLOCK.matcher(text).find()) {
      return null;
    }
    // flexmark asks for no block where a line begins with a letter, so such a first line has become
    // a paragraph by now.
    if (line.continuesParagraph() && line.paragraphLines().size() == 1) {
      String first = Characters.stripped(line.paragraph().toString());
      boolean headed = TableRow.hasPipe(first) && TableSections.isSeparator(text);
      BlockStart start = headed ? start(line, List.of(first, text)) : null;
      return start == null ? null : start.replaceActiveBlockParser();
    }
    return line.isInParagraph() || !line.isAfterBoundary() ? null : start(line, List.of(text));
  }

  private static @Nullable BlockStart start(BlockLine line, List<String> beginning) {
    List<String> following = new ArrayList<>();
    for (String next : line.following(MAX_ROWS)) {
      if (!TableRow.hasPipe(next)) {
        if (!END.matcher(next).matches()) {
          return null;
        }
        break;
      }
      following.add(next);
    }
    List<String> lines = new ArrayList<>(beginning);
    lines.addAll(following);
    TableSections sections = TableSections.of(lines);
    return sections.isTable(MAX_CELLS) ? start(line, following.size(), sections) : null;
  }

  private static BlockStart start(BlockLine line, int following, TableSections sections) {
    TableBlock table = new TableBlock(line.text());
    List<Cell> cells = new ArrayList<>();
    sections.appendTo(table, (node, text) -> cells.add(new Cell(node, text)));
    return BlockStart.of(
            new LineBlockParser(
                table, parser -> cells.forEach(cell -> cell.read(parser)), following))
        .atIndex(line.length());
  }

  private record Cell(Markup node, String text) {

    void read(InlineParser parser) {
      if (text.isEmpty()) {
        SpanParser.append(node, "\u00a0", false);
      } else {
        parser.parse(BasedSequence.of(text), node);
      }
    }
  }
}
