package dev.galley.render.page;

import dev.galley.event.PostPublished;
import dev.galley.render.page.index.SiteIndex;
import dev.galley.render.template.Library;
import dev.galley.render.template.PostList;
import dev.galley.render.template.Snip;
import dev.galley.stream.codec.EventCodec;
import java.util.List;
import java.util.Optional;

/** The live posts, for the template helpers. */
final class SiteLibrary implements Library {

  private final SiteIndex index;
  private final Pages pages;
  private final EventCodec codec;

  SiteLibrary(SiteIndex index, Pages pages, EventCodec codec) {
    this.index = index;
    this.pages = pages;
    this.codec = codec;
  }

  @Override
  public Optional<Snip> find(String slug) {
    return index
        .live(slug)
        .flatMap(entry -> pages.find(entry.postId()))
        .map(page -> codec.fromJson(page.source()))
        .filter(PostPublished.class::isInstance)
        .map(PostPublished.class::cast)
        // Under the name that was asked for, which a former slug also is.
        .map(post -> snip(slug, post));
  }

  @Override
  public List<Link> all(PostList list) {
    return index.all(list).stream().map(entry -> new Link(entry.slug(), entry.title())).toList();
  }

  static Snip snip(String slug, PostPublished post) {
    return new Snip(
        slug, post.revision(), post.title(), post.format(), post.body(), post.metadata());
  }
}
