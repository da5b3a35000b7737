package dev.galley.post.asset;

import java.time.Instant;
import java.util.Date;
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
 */
record Asset(
    String path,
    String sha256,
    String type,
    long bytes,
    @Nullable ImageSize size,
    Instant storedAt) {

  static final String SHA_256 = "sha256";

  static Asset of(Document document) {
    Long width = document.getLong("width");
    Long height = document.getLong("height");
    return new Asset(
        document.getString("_id"),
        document.getString(SHA_256),
        document.getString("type"),
        document.getLong("bytes"),
        width == null || height == null ? null : new ImageSize(width, height),
        document.getDate("storedAt").toInstant());
  }

  Document toDocument() {
    Document document =
        new Document("_id", path)
            .append(SHA_256, sha256)
            .append("type", type)
            .append("bytes", bytes)
            .append("storedAt", Date.from(storedAt));
    if (size != null) {
      document.append("width", size.width()).append("height", size.height());
    }
    return document;
  }
}
