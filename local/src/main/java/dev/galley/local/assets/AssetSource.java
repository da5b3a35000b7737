package dev.galley.local.assets;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Files of another system, one after the other: there may be very many. */
public interface AssetSource extends AutoCloseable {

  /**
   * Gives each file to somebody, in an order that is the same the next time.
   *
   * @throws IOException when it cannot be read on
   */
  void forEach(Taking taking) throws IOException;

  @Override
  default void close() {}

  /** Takes a file. */
  @FunctionalInterface
  interface Taking {

    /** Takes it, perhaps on another thread; its content is opened once at the most. */
    void take(Foreign file) throws IOException;
  }

  /** Opens a file. */
  @FunctionalInterface
  interface Opening {

    /** Its bytes from the first on. */
    InputStream open() throws IOException;
  }

  /**
   * A file of another system.
   *
   * @param where it is, for people
   * @param name what it is to be called here: {@code images/...}
   * @param former its old addresses, paths that begin with a slash
   * @param alt what it says to whoever does not see it; null where nobody has said it
   * @param decorative whether there is nothing to say
   * @param isPrivate whether nobody is to see it unless a page uses it
   */
  record Foreign(
      String where,
      String name,
      List<String> former,
      @Nullable String alt,
      boolean decorative,
      boolean isPrivate,
      Opening content) {

    public Foreign {
      former = List.copyOf(former);
    }

    /** One of which nothing is known but what it is called. */
    static Foreign named(String where, String name, Opening content) {
      return new Foreign(where, name, List.of(), null, false, false, content);
    }
  }

  /** What a file is called here that has a path there. */
  static String name(String path) {
    String relative = path.replace('\\', '/').replaceAll("^/+", "");
    return relative.startsWith("images/") ? relative : "images/" + relative;
  }
}
