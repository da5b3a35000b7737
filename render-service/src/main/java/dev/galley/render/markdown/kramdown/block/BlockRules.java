package dev.galley.render.markdown.kramdown.block;

import com.vladsch.flexmark.parser.block.BlockParserFactory;
import com.vladsch.flexmark.parser.block.BlockStart;
import com.vladsch.flexmark.parser.block.CustomBlockParserFactory;
import com.vladsch.flexmark.parser.block.MatchedBlockParser;
import com.vladsch.flexmark.parser.block.ParserState;
import com.vladsch.flexmark.util.data.DataHolder;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Asks kramdown's rules, in kramdown's order, before flexmark asks its own. */
public final class BlockRules implements CustomBlockParserFactory, BlockParserFactory {

  private static final List<BlockRule> RULES =
      List.of(
          new FenceRule(),
          new QuotationRule(),
          new AtxHeadingRule(),
          new ThematicBreakRule(),
          new HtmlBlockRule(),
          new MathBlockRule(),
          new SetextHeadingRule(),
          new TableRule(),
          new DefinitionRule(),
          new NoteDefinitionRule(),
          new AbbreviationRule(),
          new LinkDefinitionRule(),
          new ExtensionBlockRule());

  @Override
  public BlockParserFactory apply(DataHolder options) {
    return this;
  }

  @Override
  public BlockStart tryStart(ParserState state, MatchedBlockParser matched) {
    BlockLine line = new BlockLine(state, matched);
    for (BlockRule rule : line.isFlush() ? RULES : List.<BlockRule>of()) {
      BlockStart start = rule.start(line);
      if (start != null) {
        return start;
      }
    }
    return BlockStart.none();
  }

  @Override
  public @Nullable Set<Class<?>> getAfterDependents() {
    return null;
  }

  @Override
  public @Nullable Set<Class<?>> getBeforeDependents() {
    return null;
  }

  @Override
  public boolean affectsGlobalScope() {
    return false;
  }
}
