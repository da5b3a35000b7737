package dev.galley.post.store;

import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/**
 * The words of a text as search compares them: without marks, in lower case, and in one composition
 * of Unicode, so that {@code renee} finds {@code Renée} however either is written.
 */
final class SearchWords {

  private SearchWords() {}

  /** The different words of a text, in their order; what is neither letter nor digit ends one. */
  static Set<String> of(String text) {
    Set<String> words = new LinkedHashSet<>();
    StringBuilder word = new StringBuilder();
    // Upper case first: only then two spellings of one letter, such as ß and ss, become the same.
    String folded = Normalizer.normalize(text, Normalizer.Form.NFKD).toUpperCase(Locale.ROOT);
    int c;
    for (int at = 0; at < folded.length(); at += Character.charCount(c)) {
      c = folded.codePointAt(at);
      if (Character.isLetterOrDigit(c)) {
        word.appendCodePoint(Character.toLowerCase(c));
      } else if (!isMark(c)) {
        end(word, words);
      }
    }
    end(word, words);
    return words;
  }

  private static boolean isMark(int codePoint) {
    int type = Character.getType(codePoint);
    return type == Character.NON_SPACING_MARK
        || type == Character.COMBINING_SPACING_MARK
        || type == Character.ENCLOSING_MARK;
  }

  private static void end(StringBuilder word, Set<String> words) {
    if (!word.isEmpty()) {
      words.add(word.toString());
      word.setLength(0);
    }
  }
}
