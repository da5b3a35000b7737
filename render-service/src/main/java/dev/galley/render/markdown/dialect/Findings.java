package dev.galley.render.markdown.dialect;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was noticed while one document was rendered and its author probably wants to mend, each
 * thing once and not without end.
 */
public final class Findings {

  private static final int MAX_FINDINGS = 100;

  private final Map<String, Finding> bySentence = new LinkedHashMap<>();

  /** A finding that was made elsewhere. */
  public void add(Finding finding) {
    if (bySentence.size() < MAX_FINDINGS) {
      bySentence.putIfAbsent(finding.sentence(), finding);
    }
  }

  /** A sentence, and what it is about. */
  public void add(Finding.Code code, String message, String about) {
    add(new Finding(code, message, about));
  }

  /** All of them, in their order. */
  public List<Finding> all() {
    return List.copyOf(bySentence.values());
  }
}
