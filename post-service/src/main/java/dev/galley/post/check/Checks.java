package dev.galley.post.check;

import dev.galley.post.check.Check.Finding;
import dev.galley.post.content.Content;
import dev.galley.post.content.Post;
import dev.galley.post.preview.PreviewUnavailable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** All checks of a post. Thread-safe. */
public final class Checks {

  private final List<Check> checks;
  private final Set<String> required;

  /**
   * @param required codes of findings with which nothing is published
   * @throws IllegalArgumentException when no check has one of these codes
   */
  public Checks(List<Check> checks, Set<String> required) {
    this.checks = List.copyOf(checks);
    this.required = Set.copyOf(required);
    Set<String> known = new TreeSet<>();
    checks.forEach(check -> known.addAll(check.codes()));
    if (!known.containsAll(required)) {
      throw new IllegalArgumentException(
          "galley.checks.required may name " + known + ", and names " + required);
    }
  }

  /**
   * What was found.
   *
   * @param complete whether every check was made; where pages are rendered may be away
   */
  record Report(List<Finding> findings, boolean complete) {}

  /** Makes every check that can be made now. */
  Report report(Post post, Content content) {
    List<Finding> findings = new ArrayList<>();
    boolean complete = true;
    for (Check check : checks) {
      try {
        findings.addAll(check.lookAt(post, content));
      } catch (PreviewUnavailable away) {
        complete = false;
      }
    }
    return new Report(findings, complete);
  }

  boolean isRequired(Finding finding) {
    return required.contains(finding.code());
  }

  /**
   * Makes the checks that configuration requires, and no others.
   *
   * @throws ChecksFailed when one of them finds something
   * @throws PreviewUnavailable when one of them cannot be made now
   */
  public void require(Post post, Content content) {
    List<Finding> failed =
        checks.stream()
            .filter(check -> !Collections.disjoint(check.codes(), required))
            .flatMap(check -> check.lookAt(post, content).stream())
            .filter(this::isRequired)
            .toList();
    if (!failed.isEmpty()) {
      throw new ChecksFailed(failed);
    }
  }
}
