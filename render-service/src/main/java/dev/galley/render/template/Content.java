package dev.galley.render.template;

import dev.galley.render.markdown.dialect.Finding;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A post's rendered content.
 *
 * @param html the sanitised fragment
 * @param excerpt its beginning as plain text
 * @param images the addresses of its images, as written
 * @param findings what its author should look at
 * @param included the slugs of the posts that went into it, with the revision of each that was
 *     used; 0 where there was no such live post
 * @param lists the lists of posts that went into it
 */
public record Content(
    String html,
    String excerpt,
    List<String> images,
    List<Finding> findings,
    Map<String, Long> included,
    Set<PostList> lists) {

  public Content {
    images = List.copyOf(images);
    findings = List.copyOf(findings);
    included = Map.copyOf(included);
    lists = Set.copyOf(lists);
  }

  /** The findings, one sentence each. */
  public List<String> warnings() {
    return findings.stream().map(Finding::sentence).distinct().toList();
  }
}
