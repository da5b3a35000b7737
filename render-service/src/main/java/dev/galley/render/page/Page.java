package dev.galley.render.page;

import dev.galley.render.page.index.PageEntry;
import dev.galley.web.Representation;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A post's page as it is stored.
 *
 * @param liveSince when this version began to be served
 * @param html the page; null when the post left the site
 * @param source the JSON of the post event it was made of
 */
record Page(PageEntry entry, Instant liveSince, @Nullable Representation html, byte[] source) {

  /** How much memory its bytes take. */
  long bytes() {
    return source.length + (html == null ? 0 : html.plain().length);
  }

  Page withEntry(PageEntry changed) {
    return new Page(changed, liveSince, html, source);
  }
}
