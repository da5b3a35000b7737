package dev.galley.post.check;

import java.util.Set;

/** What somebody has said of the site's pictures. */
public interface Pictures {

  /** Which of some pictures have nothing to say. */
  Set<String> decorative(Set<String> names);
}
