package dev.galley.render.markdown.kramdown.span;

import dev.galley.render.markdown.kramdown.text.Characters;
import dev.galley.render.markdown.kramdown.text.Scanner;

/**
 * The address of an inline link up to its closing parenthesis or its title. Parentheses may be
 * nested in it.
 *
 * @param isClosed whether the link's own parenthesis was closed; otherwise a title should follow
 */
record InlineAddress(String url, boolean isClosed) {

  static InlineAddress read(Scanner scanner) {
    int start = scanner.at();
    int depth = 0;
    while (!scanner.isAtEnd()) {
      char c = scanner.peek(0);
      boolean beforeTitle = Characters.isSpace(c) && Characters.isQuote(scanner.peek(1));
      scanner.skip(1);
      if (c == '(') {
        depth++;
      } else if (beforeTitle || (c == ')' && --depth == 0)) {
        break;
      }
    }
    String url = scanner.text().substring(start + 1, Math.max(start + 1, scanner.at() - 1));
    return new InlineAddress(url.strip(), depth == 0);
  }
}
