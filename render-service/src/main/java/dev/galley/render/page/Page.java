package dev.galley.render.page;

import dev.galley.render.page.index.PageEntry;
import dev.galley.render.page.serving.LivePage;
import dev.galley.render.page.serving.PageContent;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A post's page as it is stored.
 *
 * @param liveSince when this version began to be served
 * @param content null when the post left the site
 * @param source the JSON of the post event it was made of
 */
record Page(PageEntry entry, Instant liveSince, @Nullable PageContent content, byte[] source) {

  /** How much memory it takes, about. */
  long bytes() {
    return source.length + (content == null ? 0 : content.html().length());
  }

  /** What is served of it; empty when the post left the site. */
  Optional<LivePage> live() {
    return Optional.ofNullable(content).map(shown -> new LivePage(entry, liveSince, shown));
  }

  Page withEntry(PageEntry changed) {
    return new Page(changed, liveSince, content, source);
  }
}
