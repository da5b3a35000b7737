package dev.galley.post.snip;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a file's path says about the post in it. {@code templates/} holds what is never published.
 *
 * @param path relative, with {@code /} between folders
 * @param name the post's name unless its metadata gives another: the file's, or its folder's for
 *     {@code index.md}; without the date that Jekyll has before it
 * @param date what a file's name begins with; absent when it does not
 * @param extension the last part of the file's name; empty where there is none
 * @param isSnip whether the file is called {@code .snip}, so metadata follows the content
 */
public record SnipPath(
    String path, String name, @Nullable LocalDate date, String extension, boolean isSnip) {

  private static final String SNIP = "snip";
  private static final Pattern DATED = Pattern.compile("(\\d{4}-\\d{1,2}-\\d{1,2})[-_](.+)");
  private static final Set<String> OF_FOLDERS = Set.of("index", "_index");

  /** Reads a path; empty for a file that is no snip, such as an image. */
  public static Optional<SnipPath> of(String path) {
    String file = path.substring(path.lastIndexOf('/') + 1);
    // The name of a snip ends at the FIRST dot.
    int dot = file.indexOf('.');
    if (dot <= 0) {
      return Optional.empty();
    }
    String suffix = file.substring(dot + 1);
    if (!suffix.equals(SNIP) && !suffix.startsWith(SNIP + ".")) {
      return ofOther(path, file);
    }
    String extension = suffix.equals(SNIP) ? "" : suffix.substring(SNIP.length() + 1);
    boolean known = extension.isEmpty() || SnipFormat.isOfExtension(extension);
    return known
        ? Optional.of(new SnipPath(path, file.substring(0, dot), null, extension, true))
        : Optional.empty();
  }

  private static Optional<SnipPath> ofOther(String path, String file) {
    String extension = file.substring(file.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return SnipFormat.isOfExtension(extension)
        ? Optional.of(ofOther(path, file, extension))
        : Optional.empty();
  }

  /** The path of a file that holds Markdown, although its name ends in another way. */
  public static SnipPath ofMarkdown(String path) {
    return ofOther(path, path.substring(path.lastIndexOf('/') + 1), "md");
  }

  private static SnipPath ofOther(String path, String file, String extension) {
    String base = file.substring(0, file.lastIndexOf('.'));
    if (base.endsWith("." + SNIP)) {
      String before = base.substring(0, base.length() - SNIP.length() - 1);
      return new SnipPath(path, before, null, extension, true);
    }
    String name = named(path, base);
    Matcher dated = DATED.matcher(name);
    LocalDate date =
        dated.matches()
            ? Timestamps.parse(dated.group(1)).map(OffsetDateTime::toLocalDate).orElse(null)
            : null;
    return new SnipPath(path, date == null ? name : dated.group(2), date, extension, false);
  }

  private static String named(String path, String base) {
    String[] parts = path.split("/");
    return OF_FOLDERS.contains(base) && parts.length > 1 ? parts[parts.length - 2] : base;
  }

  /** Whether the snip is a model for new ones. */
  boolean isTemplate() {
    return path.startsWith("templates/") || path.contains("/templates/");
  }
}
