package dev.galley.post.engine;

import dev.galley.event.OldAddresses;
import dev.galley.post.content.Slugs;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where a post was, and what its name here may be.
 *
 * @param address as its engine has it, such as {@code /posts/one/}
 * @param name what its slug is made of; empty when it is the front page
 * @param aliases more addresses that led to it, as they are written
 * @param isPage whether it is no post in the engine's sense
 */
record Place(String address, String name, List<String> aliases, boolean isPage) {

  static final String HOME = "home";

  /** The same where another of its places leads to it as well. */
  Place leadingFrom(Place other) {
    return new Place(
        address,
        name,
        Stream.of(aliases, List.of(other.address), other.aliases).flatMap(List::stream).toList(),
        isPage);
  }

  boolean isFront() {
    return name.isEmpty();
  }

  /** Its name here, if nobody else wants it. */
  String slug(String title) {
    String slug = isFront() ? HOME : Slugs.isWellFormed(name) ? name : Slugs.fromTitle(name);
    if (slug.equals("untitled")) {
      slug = Slugs.fromTitle(title);
    }
    return Slugs.isReserved(slug) ? slug + "-page" : slug;
  }

  /** Its name here when another file would have the same one. */
  String longSlug() {
    String path = address.replaceFirst("\\.html?$", "");
    return Slugs.fromTitle(path.replace('/', ' ').strip());
  }

  /** The last part of an address without the ending of a file. */
  static String lastPart(String address) {
    return Arrays.stream(address.split("/"))
        .filter(part -> !part.isEmpty() && !part.matches("index\\.html?"))
        .reduce((first, second) -> second)
        .map(part -> part.replaceFirst("\\.(?:html?|php)$", ""))
        .orElse("");
  }

  /** How addresses are compared. */
  static String key(String address) {
    return "/" + OldAddresses.key(address);
  }
}
