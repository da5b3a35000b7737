package dev.galley.render.site;

/** Which addresses of the site have an answer, for who writes links to them. */
public interface KnownAddresses {

  /**
   * Whether a reader who follows a link to a path is told that there is nothing.
   *
   * @param path encoded, from the first slash on, without query and fragment
   * @return false also where that is not known: while not all pages are, and of other services
   */
  boolean areEmptyAt(String path);
}
