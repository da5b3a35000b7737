package dev.galley.render.markdown.kramdown.block;

import com.vladsch.flexmark.parser.block.BlockStart;
import dev.galley.render.markdown.kramdown.text.Lines;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One line, after a blank one, that is underlined; one sign is enough. */
final class SetextHeadingRule implements BlockRule {

  private static final Pattern UNDERLINE = Pattern.compile("([-=])[-=]*[ \\t\\f\\x0b]*");

  @Override
  public @Nullable BlockStart start(BlockLine line) {
    char mark = line.first();
    boolean possible =
        (mark == '-' || mark == '=')
            && line.continuesParagraph()
            && line.paragraphLines().size() == 1;
    if (!possible || line.indent() > 0 || !UNDERLINE.matcher(line.text()).matches()) {
      return null;
    }
    HeadingText heading = HeadingText.of(line.paragraph());
    if (heading.text().isEmpty() || !isAfterBoundary(line)) {
      return null;
    }
    return heading.start(line, mark == '=' ? 1 : 2).replaceActiveBlockParser();
  }

  private static boolean isAfterBoundary(BlockLine line) {
    return line.beforeParagraph() == null || Lines.isAfterBlank(line.paragraph());
  }
}
