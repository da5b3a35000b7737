package dev.galley.render.markdown.kramdown.span;

import dev.galley.render.markdown.kramdown.text.Scanner;
import dev.galley.render.markdown.kramdown.tree.Markup;

/** Two spaces, or one or two backslashes, at the end of a line. */
final class LineBreakRule implements SpanRule {

  @Override
  public boolean read(SpanParser spans) {
    Scanner scanner = spans.scanner();
    int length = length(scanner);
    if (length > 0) {
      scanner.skip(length);
      spans.add(Markup.of("br"));
    }
    return length > 0;
  }

  private static int length(Scanner scanner) {
    if (scanner.looksAt("  \n") || scanner.looksAt("\\\\\n")) {
      return 2;
    }
    return scanner.looksAt("\\\n") ? 1 : 0;
  }
}
