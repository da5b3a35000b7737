package dev.galley.render.template;

import java.util.List;
import java.util.Optional;

/** The other posts, as the helpers may ask for them. */
public interface Library {

  /** The live post with this slug. */
  Optional<Snip> find(String slug);

  /** The live posts of a list, newest first. */
  List<Link> all(PostList list);

  /** A post in a list. */
  record Link(String slug, String title) {}
}
