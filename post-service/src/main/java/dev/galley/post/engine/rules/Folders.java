package dev.galley.post.engine.rules;

import java.util.stream.Stream;

/** The folders that files lie in, each with a slash at its end; the outermost has no name. */
public final class Folders {

  private Folders() {}

  public static String of(String path) {
    return path.substring(0, path.lastIndexOf('/') + 1);
  }

  /** All above a file, the innermost first. */
  public static Stream<String> all(String path) {
    return Stream.iterate(
        of(path),
        (String folder) -> folder != null,
        folder -> folder.isEmpty() ? null : of(folder.substring(0, folder.length() - 1)));
  }
}
