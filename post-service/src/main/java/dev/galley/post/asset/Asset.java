package dev.galley.post.asset;

import java.time.Instant;
import java.util.Date;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * What is known about a stored file.
 *
 * @param path relative, as in the site's URLs: {@code images/blog/x.jpg}
 * @param sha256 the hash of its content, in lower-case hexadecimal
 * @param type its media type, by its content
 * @param bytes its size
 * @param size absent for what has no size in pixels, or does not say
 * @param description what it says to whoever does not see it
 * @param revision counts the changes of the description, from 1 on
 */
record Asset(
    String path,
    String sha256,
    String type,
    long bytes,
    @Nullable ImageSize size,
    Description description,
    long revision,
    Instant storedAt) {

  static final String SHA_256 = "sha256";
  static final String REVISION = "revision";
  static final String STORED_AT = "storedAt";

  /**
   * What a picture says to whoever does not see it.
   *
   * @param alt null while nobody has said it, and where there is nothing to say
   * @param decorative whether there is nothing to say
   */
  record Description(@Nullable String alt, boolean decorative) {

    static final Description NONE = new Description(null, false);
    static final String ALT = "alt";
    static final String DECORATIVE = "decorative";
  }

  static Asset of(Document document) {
    Long width = document.getLong("width");
    Long height = document.getLong("height");
    return new Asset(
        document.getString("_id"),
        document.getString(SHA_256),
        document.getString("type"),
        document.getLong("bytes"),
        width == null || height == null ? null : new ImageSize(width, height),
        new Description(
            document.getString(Description.ALT),
            document.getBoolean(Description.DECORATIVE, false)),
        // Files of earlier builds have none.
        Objects.requireNonNullElse(document.getLong(REVISION), 1L),
        document.getDate(STORED_AT).toInstant());
  }

  Document toDocument() {
    Document document =
        new Document("_id", path)
            .append(SHA_256, sha256)
            .append("type", type)
            .append("bytes", bytes)
            .append(REVISION, revision)
            .append(STORED_AT, Date.from(storedAt));
    if (size != null) {
      document.append("width", size.width()).append("height", size.height());
    }
    if (description.alt() != null) {
      document.append(Description.ALT, description.alt());
    }
    if (description.decorative()) {
      document.append(Description.DECORATIVE, true);
    }
    return document;
  }

  /** Whether its path or description has all the words, or longer ones in which they occur. */
  boolean isAbout(Set<String> words) {
    String all = path + " " + Objects.requireNonNullElse(description.alt(), "");
    return words.stream().allMatch(all.toLowerCase(Locale.ROOT)::contains);
  }
}
