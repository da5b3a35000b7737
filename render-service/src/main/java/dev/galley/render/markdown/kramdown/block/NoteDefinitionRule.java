package dev.galley.render.markdown.kramdown.block;

import com.vladsch.flexmark.parser.block.BlockStart;
import dev.galley.render.markdown.kramdown.tree.Note;
import dev.galley.render.markdown.kramdown.tree.NoteBlock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code [^1]: text}, and what is indented after it. */
final class NoteDefinitionRule implements BlockRule {

  private static final Pattern DEFINITION = Pattern.compile("\\[\\^(\\w[\\w-]*)]:[ \\t]*");

  private static final int INDENT = 4;

  @Override
  public @Nullable BlockStart start(BlockLine line) {
    if (line.first() != '[' || line.isInParagraph()) {
      return null;
    }
    Matcher match = DEFINITION.matcher(line.text());
    if (!match.lookingAt()) {
      return null;
    }
    NoteBlock block = new NoteBlock();
    line.document().define(new Note(match.group(1), block));
    return BlockStart.of(new IndentedParser<>(block, INDENT))
        .atIndex(line.index(line.text().getStartOffset()) + match.end());
  }
}
