package dev.galley.post.people;

import dev.galley.post.content.InvalidContent;
import dev.galley.post.content.Slugs;
import dev.galley.web.OneLine;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Who somebody is, as told.
 *
 * @param slug made from the name when absent; in lower case
 * @param email empty or absent for none
 */
public record ProfileWish(
    @NotBlank @Size(max = 100) @OneLine String name,
    @Nullable String slug,
    @Email @Size(max = 254) @OneLine @Nullable String email) {

  /**
   * The person that is meant.
   *
   * @throws InvalidContent when the slug is none
   */
  public People.Profile profile() {
    String wished = slug == null || slug.isBlank() ? Slugs.fromTitle(name) : slug.strip();
    return new People.Profile(name.strip(), slug(wished), email(email));
  }

  static String slug(String wished) {
    String folded = wished.toLowerCase(Locale.ROOT);
    if (!Slugs.isWellFormed(folded) || folded.length() > 100) {
      throw InvalidContent.of("slug", "must be 1 to 100 characters out of a-z, 0-9 and -");
    }
    return folded;
  }

  static @Nullable String email(@Nullable String told) {
    return told == null || told.isBlank() ? null : told.strip();
  }
}
