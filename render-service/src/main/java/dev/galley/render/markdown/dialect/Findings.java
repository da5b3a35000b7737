package dev.galley.render.markdown.dialect;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What was noticed while one document was rendered and its author probably wants to mend, each
 * thing once and not without end.
 */
public final class Findings {

  private static final int MAX_FINDINGS = 100;
  private static final int MAX_QUOTED_CHARS = 80;

  private final Set<String> sentences = new LinkedHashSet<>();

  /** A sentence. */
  public void add(String sentence) {
    if (sentences.size() < MAX_FINDINGS) {
      sentences.add(sentence);
    }
  }

  /** A sentence, and what it is about. */
  public void add(String sentence, String quoted) {
    String shown =
        quoted.length() <= MAX_QUOTED_CHARS ? quoted : quoted.substring(0, MAX_QUOTED_CHARS) + "…";
    add(sentence + ": " + shown.replaceAll("\\s+", " "));
  }

  /** All of them, in their order. */
  public List<String> sentences() {
    return List.copyOf(sentences);
  }
}
