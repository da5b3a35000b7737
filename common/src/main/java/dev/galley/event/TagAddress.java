package dev.galley.event;

import java.util.Locale;

/**
 * The part of a path that a tag has in the addresses of its list and its feeds: the tag itself,
 * except for characters that cannot be in one part of a path, however they are encoded.
 */
public final class TagAddress {

  private TagAddress() {}

  /** Such as {@code CI-CD} for {@code CI/CD} and {@code C-sharp} for {@code C#}; not encoded. */
  public static String of(String tag) {
    String address =
        tag.replace("#", "-sharp").replace('/', '-').replace('\\', '-').replace("?", "");
    return address.isBlank() ? "-" : address;
  }

  /** What other engines make of the same tag: lower case, with hyphens between words. */
  public static String plain(String tag) {
    return of(tag).toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{M}\\p{N}]+", "-");
  }
}
