package dev.galley.render.page;

import dev.galley.event.PageRendered;
import dev.galley.event.PostPublished;
import dev.galley.event.Topics;
import dev.galley.render.markdown.UnrenderableDocument;
import dev.galley.render.page.index.PageEntry;
import dev.galley.render.page.index.SiteIndex;
import dev.galley.render.template.Content;
import dev.galley.stream.Failure;
import dev.galley.stream.Sending;
import dev.galley.stream.codec.BadEvent;
import dev.galley.stream.codec.EventCodec;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Renders pages again when something that went into them has changed. For one thread. */
final class RefreshingPages {

  private static final Logger log = LoggerFactory.getLogger(RefreshingPages.class);

  private final Pages pages;
  private final SiteIndex index;
  private final RenderingPages rendering;
  private final ParallelRendering parallel;
  private final PageFactory factory;
  private final StoringPages storing;
  private final PageEmission emission;
  private final EventCodec codec;

  /** Of pages that are stored and served: they are stale no more, and would not be told again. */
  private final Deque<PageRendered> untold = new ArrayDeque<>();

  RefreshingPages(
      Pages pages,
      SiteIndex index,
      RenderingPages rendering,
      ParallelRendering parallel,
      PageFactory factory,
      StoringPages storing,
      PageEmission emission,
      EventCodec codec) {
    this.pages = pages;
    this.index = index;
    this.rendering = rendering;
    this.parallel = parallel;
    this.factory = factory;
    this.storing = storing;
    this.emission = emission;
    this.codec = codec;
  }

  /** A page as it was and as it is to be. */
  private record Refreshed(Page before, Page fresh, PostPublished post, Content content) {}

  /**
   * Brings pages up to date, if they are not, and tells of those that changed; first of those that
   * the last call could not tell of.
   *
   * @throws com.mongodb.MongoException or {@link org.apache.kafka.common.KafkaException} when the
   *     store or the broker is down; the caller tries again
   */
  void refresh(List<String> postIds) {
    tell();
    List<String> stale =
        postIds.stream().filter(id -> index.byId(id).filter(index::isStale).isPresent()).toList();
    if (!stale.isEmpty()) {
      List<Page> stored = pages.withoutContent(stale);
      // Another instance may have written it, and told nobody since nothing looks different.
      stored.forEach(page -> index.put(page.entry()));
      List<Page> before = stored.stream().filter(page -> index.isStale(page.entry())).toList();
      parallel.each(
          before,
          this::render,
          made -> made.map(one -> one.fresh().bytes()).orElse(0L),
          made -> replace(made.stream().flatMap(Optional::stream).toList()));
    }
  }

  private Optional<Refreshed> render(Page before) {
    try {
      if (codec.fromJson(before.source()) instanceof PostPublished post) {
        RenderingPages.Rendered rendered = rendering.render(post);
        Page fresh = factory.live(post, rendered, before.source());
        return Optional.of(new Refreshed(before, fresh, post, rendered.content()));
      }
    } catch (UnrenderableDocument | BadEvent e) {
      log.atWarn()
          .addKeyValue("postId", before.entry().postId())
          .log("The page stays as it was, since it cannot be rendered again: {}", e.getMessage());
    }
    return Optional.empty();
  }

  private void replace(List<Refreshed> all) {
    Map<String, Long> versions = new HashMap<>();
    all.forEach(one -> versions.put(one.post().postId(), one.before().entry().version()));
    List<Optional<Page>> stored =
        storing.replace(
            all.stream().map(Refreshed::fresh).toList(),
            (fresh, known) ->
                known
                    .map(PageEntry::version)
                    .equals(Optional.ofNullable(versions.get(fresh.postId()))));
    for (int i = 0; i < all.size(); i++) {
      Refreshed one = all.get(i);
      stored
          .get(i)
          .filter(page -> !Objects.equals(page.entry().digest(), one.before().entry().digest()))
          .ifPresent(page -> untold.add(factory.rendered(one.post(), one.content(), page)));
    }
    tell();
  }

  private void tell() {
    if (untold.isEmpty()) {
      return;
    }
    Sending told = emission.begin();
    untold.forEach(event -> told.add(Topics.PAGES, event));
    try {
      told.await();
      untold.clear();
    } catch (KafkaException e) {
      if (Failure.of(e) == Failure.TRANSIENT) {
        throw e;
      }
      tellOneByOne();
    }
  }

  /** One of them is refused, and would be for ever: the others are told. */
  private void tellOneByOne() {
    for (PageRendered event = untold.peek(); event != null; event = untold.peek()) {
      try {
        emission.tell(event);
      } catch (KafkaException e) {
        if (Failure.of(e) == Failure.TRANSIENT) {
          throw e;
        }
        log.atError()
            .addKeyValue("postId", event.postId())
            .log("The page is served, but nobody hears of it: {}", Failure.reason(e));
      }
      untold.remove();
    }
  }
}
