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

  /** Whether two cannot be one: by their addresses, or by their engines where one has none. */
  public boolean isAnother(FormerSite other) {
    return address.isEmpty() || other.address.isEmpty()
        ? !engine.equals(other.engine)
        : !address.equals(other.address);
  }

  /** What is known of one site by an import and by the one before it. */
  public static @Nullable FormerSite known(@Nullable FormerSite now, @Nullable FormerSite before) {
    return now == null || before != null && now.address.isEmpty() ? before : now;
  }

  /** How people call it. */
  public String name() {
    return address.isEmpty() ? "another site, made by " + engine : address;
  }
}
