package dev.galley.post.snip;

import java.util.Optional;

/**
 * What a file's path says about the snip in it. Folders do not show in the URL; {@code templates/}
 * holds what is never published.
 *
 * @param path relative, with {@code /} between folders
 * @param name the snip's name unless its metadata gives another
 * @param extension the last part of the file's name; empty where there is none
 * @param isSnip whether the file is called {@code .snip}, so metadata follows the content
 */
public record SnipPath(String path, String name, String extension, boolean isSnip) {

  private static final String SNIP = "snip";

  /** Reads a path; empty for a file that is no snip, such as an image. */
  public static Optional<SnipPath> of(String path) {
    String file = path.substring(path.lastIndexOf('/') + 1);
    // The name ends at the FIRST dot.
    int dot = file.indexOf('.');
    if (dot <= 0) {
      return Optional.empty();
    }
    String name = file.substring(0, dot);
    String suffix = file.substring(dot + 1);
    boolean isSnip = suffix.equals(SNIP) || suffix.startsWith(SNIP + ".");
    String extension =
        suffix.equals(SNIP) ? "" : isSnip ? suffix.substring(SNIP.length() + 1) : suffix;
    boolean known = extension.isEmpty() || SnipFormat.isOfExtension(extension);
    return known ? Optional.of(new SnipPath(path, name, extension, isSnip)) : Optional.empty();
  }

  /** Whether the snip is a model for new ones. */
  boolean isTemplate() {
    return path.startsWith("templates/") || path.contains("/templates/");
  }
}
