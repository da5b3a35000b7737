package dev.galley.render.markdown.kramdown.block;

import com.vladsch.flexmark.parser.block.BlockStart;
import dev.galley.render.markdown.kramdown.text.Characters;
import dev.galley.render.markdown.kramdown.tree.Marker;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code *[HTML]: Hyper Text Markup Language}. */
final class AbbreviationRule implements BlockRule {

  private static final Pattern DEFINITION = Pattern.compile("\\*\\[([^\\n]+?)]:(.*)");

  @Override
  public @Nullable BlockStart start(BlockLine line) {
    if (line.first() != '*' || line.isInParagraph()) {
      return null;
    }
    Matcher match = DEFINITION.matcher(Characters.stripped(line.text().toString()));
    if (!match.matches()) {
      return null;
    }
    line.document().abbreviations().define(match.group(1), Characters.stripped(match.group(2)));
    return BlockStart.of(new LineBlockParser(new Marker(line.text(), null), 0))
        .atIndex(line.length());
  }
}
