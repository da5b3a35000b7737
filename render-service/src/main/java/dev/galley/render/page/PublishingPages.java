package dev.galley.render.page;

import dev.galley.event.PageEvent;
import dev.galley.event.PostEvent;
import dev.galley.event.PostPublished;
import dev.galley.event.PostUnpublished;
import dev.galley.render.markdown.UnrenderableDocument;
import dev.galley.stream.BadEvent;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * Follows the posts: a published one becomes a live page, an unpublished one stops being one. Each
 * effect is stored and served before it is told, and may be repeated.
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
   * Applies an event.
   *
   * @throws BadEvent if the post cannot be rendered or its address is another post's; its page
   *     stays as it was
   */
  void on(PostEvent event) {
    if (index.byId(event.postId()).filter(known -> isNewer(known, event)).isPresent()) {
      meters.stale();
    } else if (event instanceof PostPublished published) {
      on(published);
    } else if (event instanceof PostUnpublished unpublished) {
      on(unpublished);
    }
  }

  private void on(PostPublished post) {
    RenderingPages.Rendered rendered = render(post);
    apply(post, factory.live(post, rendered))
        .ifPresent(page -> tell(post, factory.rendered(post, rendered.content(), page)));
  }

  private void on(PostUnpublished post) {
    apply(post, factory.left(post)).ifPresent(page -> tell(post, factory.removed(post, page)));
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

  private void tell(PostEvent post, PageEvent event) {
    emission.emit(event, post.occurredAt(), post.eventId());
  }

  private static boolean isNewer(Entry known, PostEvent event) {
    return known.revision() > event.revision();
  }

  /** The same revision is written again when it looks different, as after a change of the theme. */
  private static boolean isDue(Entry fresh, Optional<Entry> known) {
    return known.isEmpty()
        || known.get().revision() < fresh.revision()
        || (known.get().revision() == fresh.revision()
            && !Objects.equals(known.get().digest(), fresh.digest()));
  }
}
