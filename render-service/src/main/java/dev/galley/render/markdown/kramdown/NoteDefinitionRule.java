package dev.galley.render.markdown.kramdown;

import com.vladsch.flexmark.parser.block.AbstractBlockParser;
import com.vladsch.flexmark.parser.block.BlockContinue;
import com.vladsch.flexmark.parser.block.BlockParser;
import com.vladsch.flexmark.parser.block.BlockStart;
import com.vladsch.flexmark.parser.block.ParserState;
import com.vladsch.flexmark.util.ast.Block;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code [^1]: text}, and what is indented after it. */
final class NoteDefinitionRule implements BlockRule {

  private static final Pattern DEFINITION = Pattern.compile("\\[\\^(\\w[\\w-]*)]:[ \\t]*");

  @Override
  public @Nullable BlockStart start(BlockLine line) {
    if (line.first() != '[' || line.isInParagraph()) {
      return null;
    }
    Matcher match = DEFINITION.matcher(line.text());
    if (!match.lookingAt()) {
      return null;
    }
    NoteParser parser = new NoteParser();
    line.document().define(new Note(match.group(1), parser.getBlock()));
    return BlockStart.of(parser).atIndex(line.index(line.text().getStartOffset()) + match.end());
  }

  private static final class NoteParser extends AbstractBlockParser {

    private static final int INDENT = 4;

    private final NoteBlock block = new NoteBlock();

    @Override
    public Block getBlock() {
      return block;
    }

    @Override
    public boolean isContainer() {
      return true;
    }

    @Override
    public boolean canContain(ParserState state, BlockParser parser, Block child) {
      return true;
    }

    @Override
    public BlockContinue tryContinue(ParserState state) {
      if (state.isBlank()) {
        return BlockContinue.atIndex(state.getNextNonSpaceIndex());
      }
      return state.getIndent() >= INDENT
          ? BlockContinue.atColumn(state.getColumn() + INDENT)
          : BlockContinue.none();
    }

    @Override
    public void closeBlock(ParserState state) {
      // Its characters are not asked for.
    }
  }
}
