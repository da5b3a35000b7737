package dev.galley.post.engine.files;

import dev.galley.post.engine.rules.Configuration;
import dev.galley.post.engine.rules.Values;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Which files Zola leaves out, by what its configuration ignores. */
final class ZolaFiles {

  private final List<Globs> content;
  private final List<Globs> served;

  ZolaFiles(Configuration configuration) {
    this.content = globs(configuration, "ignored_content");
    this.served = globs(configuration, "ignored_static");
  }

  /** Its star goes through folders, and its braces hold alternatives: each is read by one. */
  private static List<Globs> globs(Configuration configuration, String name) {
    List<String> globs = Values.texts(configuration.values(), name).toList();
    // These are compared with whole paths of the machine that the site was built on.
    return globs.stream().anyMatch(glob -> glob.startsWith("/"))
        ? List.of(Globs.NOT_UNDERSTOOD)
        : List.of(Globs.ofNames(globs), Globs.ofPaths(globs));
  }

  /**
   * Why it leaves out a file, which may be a picture.
   *
   * @param within its path from the site's root
   */
  Stream<String> leftOut(String within) {
    if (within.startsWith("content/")) {
      return reason("ignored_content", content, within).stream();
    }
    return within.startsWith("static/")
        ? reason("ignored_static", served, within).stream()
        : Stream.empty();
  }

  /** What it compares begins with the folder of the content in one place, and of the page else. */
  private static Optional<String> reason(String name, List<Globs> globs, String within) {
    List<String> paths =
        IntStream.range(0, within.length())
            .filter(start -> start == 0 || within.charAt(start - 1) == '/')
            .mapToObj(start -> Globs.levels(within.substring(start)))
            .flatMap(List::stream)
            .toList();
    return globs.stream()
        .flatMap(one -> one.reason(name + " in the site's configuration", paths).stream())
        .findFirst();
  }
}
