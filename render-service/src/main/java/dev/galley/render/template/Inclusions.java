package dev.galley.render.template;

import dev.galley.render.markdown.Fragment;
import dev.galley.render.markdown.dialect.Finding;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What one page includes, with the bounds that keep posts which include each other finite. */
final class Inclusions {

  private static final int MAX_DEPTH = 8;
  private static final int MAX_INCLUSIONS = 200;
  private static final int MAX_HTML_CHARS = 4_000_000;

  final Library library;
  final Map<String, Long> revisions = new LinkedHashMap<>();
  final Set<PostList> lists = EnumSet.noneOf(PostList.class);
  final Set<String> images = new LinkedHashSet<>();
  final List<Finding> findings = new ArrayList<>();

  private final Deque<String> path = new ArrayDeque<>();
  private int count;
  private int htmlChars;

  Inclusions(Library library) {
    this.library = library;
  }

  void enter(String slug) {
    if (path.contains(slug)) {
      throw new TemplateFault("The posts include each other: " + trail() + slug);
    }
    if (path.size() >= MAX_DEPTH) {
      throw new TemplateFault("Posts are included more than " + MAX_DEPTH + " deep: " + trail());
    }
    if (++count > MAX_INCLUSIONS) {
      throw new TemplateFault("More than " + MAX_INCLUSIONS + " posts are included");
    }
    path.addLast(slug);
  }

  void leave() {
    path.removeLast();
  }

  void collect(Fragment fragment) {
    images.addAll(fragment.images());
    findings.addAll(fragment.findings());
    htmlChars += fragment.html().length();
    if (htmlChars > MAX_HTML_CHARS) {
      throw new TemplateFault("The included posts are too long together");
    }
  }

  private String trail() {
    return String.join(" → ", path) + " → ";
  }
}
