package dev.galley.render.page;

import dev.galley.event.PostEvent;
import dev.galley.event.PostPublished;
import dev.galley.event.PostUnpublished;
import dev.galley.render.markdown.UnrenderableDocument;
import dev.galley.render.page.index.PageEntry;
import dev.galley.render.page.index.SiteIndex;
import dev.galley.stream.Sending;
import dev.galley.stream.codec.BadEvent;
import dev.galley.stream.consuming.Delivered;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Follows the posts: a published one becomes a live page, an unpublished one stops being one. Each
 * effect is stored and served before it is told, and may be repeated. Of several events of one post
 * the newest alone takes effect.
 */
final class PublishingPages {

  private final RenderingPages rendering;
  private final PageFactory factory;
  private final StoringPages storing;
  private final Pages pages;
  private final SiteIndex index;
  private final PageEmission emission;
  private final PageMeters meters;
  private final Clock clock;

  PublishingPages(
      RenderingPages rendering,
      PageFactory factory,
      StoringPages storing,
      Pages pages,
      SiteIndex index,
      PageEmission emission,
      PageMeters meters,
      Clock clock) {
    this.rendering = rendering;
    this.factory = factory;
    this.storing = storing;
    this.pages = pages;
    this.index = index;
    this.emission = emission;
    this.meters = meters;
    this.clock = clock;
  }

  /**
   * Applies events. When it returns, all that follows from them is stored, served and told.
   *
   * @throws BadEvent if a post cannot be rendered or its address is another post's; its page stays
   *     as it was
   */
  void on(List<Delivered<PostEvent>> events) {
    Sending told = emission.begin();
    newest(events).forEach(delivered -> delivered.run(() -> on(delivered.event(), told)));
    told.await();
  }

  private Collection<Delivered<PostEvent>> newest(List<Delivered<PostEvent>> events) {
    Map<String, Delivered<PostEvent>> newest = new LinkedHashMap<>();
    for (Delivered<PostEvent> delivered : events) {
      Delivered<PostEvent> other = newest.get(delivered.event().postId());
      if (other != null) {
        meters.stale();
      }
      if (other == null || other.event().revision() <= delivered.event().revision()) {
        newest.put(delivered.event().postId(), delivered);
      }
    }
    return newest.values();
  }

  private void on(PostEvent event, Sending told) {
    if (index.byId(event.postId()).filter(known -> isNewer(known, event)).isPresent()) {
      meters.stale();
    } else if (event instanceof PostPublished published) {
      on(published, told);
    } else if (event instanceof PostUnpublished unpublished) {
      on(unpublished, told);
    }
  }

  private void on(PostPublished post, Sending told) {
    RenderingPages.Rendered rendered = render(post);
    apply(post, factory.live(post, rendered))
        .ifPresent(
            page -> emission.emit(told, factory.rendered(post, rendered.content(), page), post));
  }

  private void on(PostUnpublished post, Sending told) {
    apply(post, factory.left(post))
        .ifPresent(page -> emission.emit(told, factory.removed(post, page), post));
  }

  private RenderingPages.Rendered render(PostPublished post) {
    try {
      return rendering.render(post);
    } catch (UnrenderableDocument e) {
      throw new BadEvent(String.valueOf(e.getMessage()), e);
    }
  }

  /** What is live after the event; empty when something newer is. */
  private Optional<Page> apply(PostEvent event, Page page) {
    Optional<Page> stored =
        storing.replace(
            event.postId(),
            known -> isDue(page.entry(), known) ? Optional.of(page) : Optional.empty());
    if (stored.isPresent()) {
      meters.published(Duration.between(event.occurredAt(), clock.instant()));
      return stored;
    }
    // A repeated delivery: a crash may have come between the write and what was to be told.
    Optional<Page> repeated =
        pages.find(event.postId()).filter(found -> !isNewer(found.entry(), event));
    if (repeated.isEmpty()) {
      meters.stale();
    }
    return repeated;
  }

  private static boolean isNewer(PageEntry known, PostEvent event) {
    return known.revision() > event.revision();
  }

  /** The same revision is written again when it looks different, as after a change of the theme. */
  private static boolean isDue(PageEntry fresh, Optional<PageEntry> known) {
    return known.isEmpty()
        || known.get().revision() < fresh.revision()
        || (known.get().revision() == fresh.revision()
            && !Objects.equals(known.get().digest(), fresh.digest()));
  }
}
