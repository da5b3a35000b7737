package dev.galley.post.content;

/** Another post holds the slug, or held it once: its old URLs still lead there. */
public final class SlugTaken extends RuntimeException {

  private final String slug;

  public SlugTaken(String slug) {
    super("The slug " + slug + " belongs to another post");
    this.slug = slug;
  }

  public String slug() {
    return slug;
  }
}
