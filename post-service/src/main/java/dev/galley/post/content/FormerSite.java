package dev.galley.post.content;

import org.jspecify.annotations.Nullable;

/**
 * A site that posts were imported from, as far as it is known.
 *
 * @param engine that made it
 * @param address its host and the path below which it was, such as {@code old.example/blog}; empty
 *     where its files do not say
 */
public record FormerSite(String engine, String address) {

  /** What stands for the engine of files that none made. */
  public static final String FOLDER = "a folder of files";

  /**
   * Whether this one cannot be the site of what comes now: by their addresses, or by their engines
   * where one has none. Files alone may be of any site: an export has the posts of all.
   */
  public boolean isAnother(FormerSite other) {
    return !other.isFolder()
        && (address.isEmpty() || other.address.isEmpty()
            ? !engine.equals(other.engine)
            : !address.equals(other.address));
  }

  /** What is known of one site by an import and by the one before it. */
  public static @Nullable FormerSite known(@Nullable FormerSite now, @Nullable FormerSite before) {
    return now == null || now.isFolder() || before != null && now.address.isEmpty() ? before : now;
  }

  private boolean isFolder() {
    return engine.equals(FOLDER) && address.isEmpty();
  }

  /** How people call it. */
  public String name() {
    return isFolder()
        ? "files that no engine made"
        : address.isEmpty() ? "another site, made by " + engine : address;
  }
}
