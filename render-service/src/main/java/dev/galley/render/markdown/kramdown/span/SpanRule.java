package dev.galley.render.markdown.kramdown.span;

/** One kind of thing that can stand inside a paragraph. Stateless. */
interface SpanRule {

  /**
   * Reads what stands at the parser's place, if it begins as this rule's things do.
   *
   * @return whether the rule has moved on, be it only by one character that means nothing
   */
  boolean read(SpanParser spans);
}
