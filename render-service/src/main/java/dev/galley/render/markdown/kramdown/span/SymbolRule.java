package dev.galley.render.markdown.kramdown.span;

/** Dashes, ellipses and guillemets. */
final class SymbolRule implements SpanRule {

  // kramdown's order: longer ones first.
  private static final String[][] SYMBOLS = {
    {"---", "—"},
    {"--", "–"},
    {"...", "…"},
    {"\\<<", "<<"},
    {"\\>>", ">>"},
    {"<< ", "«\u00a0"},
    {" >>", "\u00a0»"},
    {"<<", "«"},
    {">>", "»"},
  };

  @Override
  public boolean read(SpanParser spans) {
    if ("-.\\< >".indexOf(spans.scanner().peek(0)) < 0) {
      return false;
    }
    for (String[] symbol : SYMBOLS) {
      if (spans.scanner().skipIf(symbol[0])) {
        spans.text(symbol[1]);
        return true;
      }
    }
    return false;
  }
}
