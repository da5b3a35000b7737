package dev.galley.render.markdown.dialect;

/** What a word is made of. */
public final class Words {

  private Words() {}

  /** What Ruby's {@code \p{Word}} matches: letters, marks, digits, connectors. */
  public static boolean isWord(int c) {
    return Character.isLetterOrDigit(c)
        || Character.getType(c) == Character.NON_SPACING_MARK
        || Character.getType(c) == Character.COMBINING_SPACING_MARK
        || Character.getType(c) == Character.ENCLOSING_MARK
        || Character.getType(c) == Character.LETTER_NUMBER
        || Character.getType(c) == Character.CONNECTOR_PUNCTUATION;
  }
}
