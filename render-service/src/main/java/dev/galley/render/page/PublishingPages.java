package dev.galley.render.page;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.galley.event.PageEvent;
import dev.galley.event.PostEvent;
import dev.galley.event.PostPublished;
import dev.galley.event.PostUnpublished;
import dev.galley.render.markdown.UnrenderableDocument;
import dev.galley.render.page.index.PageEntry;
import dev.galley.render.page.index.SiteIndex;
import dev.galley.stream.Sending;
import dev.galley.stream.codec.BadEvent;
import dev.galley.stream.consuming.Received;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * Follows the posts: a published one becomes a live page, an unpublished one stops being one. Each
 * effect is stored and served before it is told, and may be repeated. Of several events of one post
 * the newest alone takes effect.
 */
final class PublishingPages {

  private static final int MAX_OVERTAKEN = 1_000;

  private final RenderingPages rendering;
  private final ParallelRendering parallel;
  private final PageFactory factory;
  private final StoringPages storing;
  private final Pages pages;
  private final SiteIndex index;
  private final PageEmission emission;
  private final PageMeters meters;
  private final Clock clock;

  /** Applied out of turn and told. After a crash nobody knows of them, and they are told again. */
  private final Cache<UUID, Boolean> overtaken =
      Caffeine.newBuilder().maximumSize(MAX_OVERTAKEN).build();

  PublishingPages(
      RenderingPages rendering,
      ParallelRendering parallel,
      PageFactory factory,
      StoringPages storing,
      Pages pages,
      SiteIndex index,
      PageEmission emission,
      PageMeters meters,
      Clock clock) {
    this.rendering = rendering;
    this.parallel = parallel;
    this.factory = factory;
    this.storing = storing;
    this.pages = pages;
    this.index = index;
    this.emission = emission;
    this.meters = meters;
    this.clock = clock;
  }

  /** What an event leads to: a page, and what is told once that is live. */
  private record Made(
      Received<PostEvent> cause, Page page, Function<Page, PageEvent> announcement) {}

  /**
   * Applies events. When it returns, all that follows from them is stored, served and told.
   *
   * @throws BadEvent if a post cannot be rendered or its address is another post's; its page stays
   *     as it was
   */
  void on(List<Received<PostEvent>> events) {
    List<Received<PostEvent>> due =
        newest(events).stream()
            .filter(delivered -> delivered.isRetry() || !isOvertaken(delivered.event()))
            .filter(delivered -> isDue(delivered.event()))
            .toList();
    Sending told = emission.begin();
    parallel.each(due, this::make, one -> one.page().bytes(), made -> store(made, told));
    told.await();
  }

  /** Applies an event before its turn, unless it has been applied already. */
  void outOfTurn(PostEvent event) {
    if (index
        .byId(event.postId())
        .filter(known -> known.revision() >= event.revision())
        .isEmpty()) {
      on(List.of(Received.of(event)));
      overtaken.put(event.eventId(), true);
    }
  }

  private boolean isOvertaken(PostEvent event) {
    return overtaken.getIfPresent(event.eventId()) != null;
  }

  private void store(List<Made> made, Sending told) {
    List<Optional<Page>> stored =
        storing.replace(made.stream().map(Made::page).toList(), PublishingPages::isDue);
    for (int i = 0; i < made.size(); i++) {
      Made one = made.get(i);
      Optional<Page> page = stored.get(i);
      one.cause().run(() -> tell(one, page, told));
    }
  }

  private Collection<Received<PostEvent>> newest(List<Received<PostEvent>> events) {
    Map<String, Received<PostEvent>> newest = new LinkedHashMap<>();
    for (Received<PostEvent> delivered : events) {
      Received<PostEvent> other = newest.get(delivered.event().postId());
      if (other != null) {
        meters.stale();
      }
      if (other == null || other.event().revision() <= delivered.event().revision()) {
        newest.put(delivered.event().postId(), delivered);
      }
    }
    return newest.values();
  }

  private boolean isDue(PostEvent event) {
    boolean stale = index.byId(event.postId()).filter(known -> isNewer(known, event)).isPresent();
    if (stale) {
      meters.stale();
    }
    return !stale;
  }

  private Made make(Received<PostEvent> cause) {
    if (cause.event() instanceof PostPublished post) {
      RenderingPages.Rendered rendered = render(post);
      return new Made(
          cause,
          factory.live(post, rendered),
          page -> factory.rendered(post, rendered.content(), page));
    }
    PostUnpublished post = (PostUnpublished) cause.event();
    return new Made(cause, factory.left(post), page -> factory.removed(post, page));
  }

  private RenderingPages.Rendered render(PostPublished post) {
    try {
      return rendering.render(post);
    } catch (UnrenderableDocument e) {
      throw new BadEvent(String.valueOf(e.getMessage()), e);
    }
  }

  /** Tells what is live after the event; nothing when something newer is. */
  private void tell(Made made, Optional<Page> stored, Sending told) {
    PostEvent event = made.cause().event();
    if (stored.isPresent()) {
      meters.published(Duration.between(event.occurredAt(), clock.instant()));
    }
    stored
        .or(() -> repeated(event))
        .ifPresentOrElse(
            page -> emission.emit(told, made.announcement().apply(page), event), meters::stale);
  }

  /** A repeated delivery: a crash may have come between the write and what was to be told. */
  private Optional<Page> repeated(PostEvent event) {
    return pages.find(event.postId()).filter(found -> !isNewer(found.entry(), event));
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
