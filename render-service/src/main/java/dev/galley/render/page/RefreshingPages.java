package dev.galley.render.page;

import dev.galley.event.PostPublished;
import dev.galley.render.markdown.UnrenderableDocument;
import dev.galley.render.page.index.SiteIndex;
import dev.galley.stream.codec.BadEvent;
import dev.galley.stream.codec.EventCodec;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Renders a page again when something that it includes has changed. */
final class RefreshingPages {

  private static final Logger log = LoggerFactory.getLogger(RefreshingPages.class);

  private final Pages pages;
  private final SiteIndex index;
  private final RenderingPages rendering;
  private final PageFactory factory;
  private final StoringPages storing;
  private final PageEmission emission;
  private final EventCodec codec;

  RefreshingPages(
      Pages pages,
      SiteIndex index,
      RenderingPages rendering,
      PageFactory factory,
      StoringPages storing,
      PageEmission emission,
      EventCodec codec) {
    this.pages = pages;
    this.index = index;
    this.rendering = rendering;
    this.factory = factory;
    this.storing = storing;
    this.emission = emission;
    this.codec = codec;
  }

  /**
   * Brings a page up to date, if it is not.
   *
   * @throws com.mongodb.MongoException or {@link org.apache.kafka.common.KafkaException} when the
   *     store or the broker is down; the caller tries again
   */
  void refresh(String postId) {
    if (index.byId(postId).filter(index::isStale).isEmpty()) {
      return;
    }
    try {
      pages.find(postId).filter(page -> page.entry().isLive()).ifPresent(this::refresh);
    } catch (UnrenderableDocument | BadEvent e) {
      log.atWarn()
          .addKeyValue("postId", postId)
          .log("The page stays as it was, since it cannot be rendered again: {}", e.getMessage());
    }
  }

  private void refresh(Page stored) {
    if (codec.fromJson(stored.source()) instanceof PostPublished post) {
      refresh(post, stored);
    }
  }

  private void refresh(PostPublished post, Page before) {
    RenderingPages.Rendered rendered = rendering.render(post);
    Page fresh = factory.live(post, rendered);
    boolean same = Objects.equals(fresh.entry().digest(), before.entry().digest());
    storing
        .replace(
            post.postId(),
            known ->
                known.filter(entry -> entry.version() == before.entry().version()).map(e -> fresh))
        .filter(page -> !same)
        .ifPresent(
            page -> emission.emitRefreshed(factory.rendered(post, rendered.content(), page)));
  }
}
