package dev.galley.post.check;

import dev.galley.post.check.Check.Finding;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A post is not published, since it does not pass the checks that configuration requires; the
 * message says for its author why.
 */
public final class ChecksFailed extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<Finding> findings;

  ChecksFailed(List<Finding> findings) {
    super(
        "This has to be mended first: "
            + findings.stream().map(Finding::message).collect(Collectors.joining("; "))
            + ".");
    this.findings = List.copyOf(findings);
  }

  /** What has to be mended first; at least one. */
  public List<Finding> findings() {
    return findings;
  }
}
