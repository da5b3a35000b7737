package dev.galley.render.markdown.kramdown.block;

import com.vladsch.flexmark.parser.block.BlockStart;
import com.vladsch.flexmark.util.sequence.BasedSequence;
import dev.galley.render.markdown.kramdown.text.Characters;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code ## Heading}: no space before, at least one after the marks. */
final class AtxHeadingRule implements BlockRule {

  private static final Pattern HEADING = Pattern.compile("(#{1,6})[\\t ]+(.*)");

  @Override
  public @Nullable BlockStart start(BlockLine line) {
    if (line.first() != '#' || line.indent() > 0) {
      return null;
    }
    Matcher match = HEADING.matcher(line.text());
    if (!match.matches()) {
      return null;
    }
    HeadingText heading = HeadingText.of(line.text().subSequence(match.start(2)));
    HeadingText shown = new HeadingText(withoutClosing(heading.text()), heading.id());
    return shown.text().isEmpty() ? null : shown.start(line, match.group(1).length());
  }

  private static BasedSequence withoutClosing(BasedSequence text) {
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == '#') {
      end--;
    }
    boolean closes = end < text.length() && end > 0 && Characters.isSpace(text.charAt(end - 1));
    return closes ? text.subSequence(0, end).trimEnd() : text;
  }
}
