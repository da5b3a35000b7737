package dev.galley.render.site;

import dev.galley.render.page.LastModified;
import dev.galley.render.page.Representation;
import dev.galley.render.page.ServedPage;
import org.jspecify.annotations.Nullable;

/**
 * What a path answers.
 *
 * @param body null for a redirect
 * @param location where a redirect leads; null for everything else
 * @param lastModified null where only the entity tag tells whether something changed
 */
record Answer(
    int status,
    @Nullable Representation body,
    @Nullable String location,
    String cacheControl,
    @Nullable LastModified lastModified) {

  /** Kept by browsers and asked about each time, which the entity tag makes cheap. */
  static final String REVALIDATED = "no-cache";

  private static final String FOR_EVER = "public, max-age=31536000, immutable";
  // A permanent redirect is kept by browsers without end unless told otherwise, and a slug may
  // one day be another post's.
  private static final String FIVE_MINUTES = "public, max-age=300";

  static Answer page(ServedPage page) {
    return new Answer(200, page.html(), null, REVALIDATED, page.lastModified());
  }

  static Answer ok(Representation body) {
    return new Answer(200, body, null, REVALIDATED, null);
  }

  static Answer immutable(Representation body) {
    return new Answer(200, body, null, FOR_EVER, null);
  }

  static Answer movedTo(String location) {
    return new Answer(301, null, location, FIVE_MINUTES, null);
  }

  static Answer notice(int status, Representation body) {
    return new Answer(status, body, null, REVALIDATED, null);
  }
}
