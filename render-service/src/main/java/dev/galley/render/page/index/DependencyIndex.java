package dev.galley.render.page.index;

import dev.galley.render.template.PostList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which pages use what: the index of dependencies, turned round. */
final class DependencyIndex {

  private final Map<String, Set<String>> pagesByDependency = new HashMap<>();

  synchronized void replace(@Nullable PageEntry before, PageEntry after) {
    if (before != null) {
      dependencies(before).forEach(use -> remove(use, before.postId()));
    }
    dependencies(after)
        .forEach(
            use ->
                pagesByDependency.computeIfAbsent(use, key -> new HashSet<>()).add(after.postId()));
  }

  private static Stream<String> dependencies(PageEntry entry) {
    return Stream.concat(
        entry.uses().keySet().stream(), entry.images().stream().map(Dependency::image));
  }

  /** Whether any page, which is then live, uses it. */
  synchronized boolean isUsed(String dependency) {
    return pagesByDependency.containsKey(dependency);
  }

  /** The ids of the pages that a change of this one may make stale, itself included. */
  synchronized Set<String> affectedBy(PageEntry changed) {
    Set<String> affected = new HashSet<>();
    affected.add(changed.postId());
    for (String slug : changed.slugs()) {
      affected.addAll(using(Dependency.post(slug)));
    }
    for (PostList list : PostList.values()) {
      affected.addAll(using(Dependency.list(list)));
    }
    return affected;
  }

  private Set<String> using(String dependency) {
    return pagesByDependency.getOrDefault(dependency, Set.of());
  }

  private void remove(String dependency, String postId) {
    pagesByDependency.computeIfPresent(
        dependency,
        (key, pages) -> {
          pages.remove(postId);
          return pages.isEmpty() ? null : pages;
        });
  }
}
