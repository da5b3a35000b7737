package dev.galley.post.publish;

import dev.galley.event.Announcement;
import dev.galley.event.Author;
import dev.galley.event.PostPublished;
import dev.galley.post.draft.Appearance;
import dev.galley.post.draft.Content;
import dev.galley.post.draft.Post;
import dev.galley.post.draft.PostState;
import dev.galley.post.draft.Publication;
import dev.galley.stream.codec.EventIds;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes posts that readers see, together with the event that says so. Stores nothing. */
public final class Releases {

  private final Bylines bylines;

  Releases(Bylines bylines) {
    this.bylines = bylines;
  }

  /** The next revision of a post, on the site with this content, which also becomes its draft. */
  public Post next(Post before, Content content, Release release) {
    return before.appeared(
        content,
        PostState.PUBLISHED,
        appearance(before, before.revision() + 1, content, release),
        release.at());
  }

  /** A new post that is on the site from its first revision on. */
  public Post born(Post draft, Release release) {
    return draft.bornPublished(appearance(draft, draft.revision(), draft.working(), release));
  }

  private Appearance appearance(Post post, long revision, Content content, Release release) {
    Announcement announcement = announcement(post, revision, release);
    PostPublished event =
        new PostPublished(
            EventIds.next(),
            release.at(),
            post.id(),
            revision,
            content.slug(),
            formerSlugs(post, content.slug()),
            content.title(),
            content.format(),
            content.body(),
            content.summary(),
            authors(content),
            content.tags(),
            content.kind(),
            content.metadata(),
            content.canonicalUrl(),
            post.entryId(),
            release.firstPublishedAt(),
            release.publishedAt(),
            release.update(),
            release.changeNote(),
            announcement);
    return new Appearance(
        event,
        release.firstPublishedAt(),
        release.publishedAt(),
        announcement,
        publications(post, new Publication(revision, release.update().wireName(), release.at())));
  }

  /** A minor change must not hide from a slow consumer that there is something to announce. */
  private static @Nullable Announcement announcement(Post post, long revision, Release release) {
    if (release.update().isAnnounced()) {
      return new Announcement(revision, release.update(), release.at());
    }
    return post.appearance() == null ? null : post.appearance().announcement();
  }

  private List<Author> authors(Content content) {
    return content.authors().stream().map(slug -> new Author(slug, bylines.nameOf(slug))).toList();
  }

  static List<String> formerSlugs(Post post, String slug) {
    List<String> former = new ArrayList<>(post.formerSlugs());
    if (post.appearance() != null) {
      former.remove(post.appearance().event().slug());
      former.add(post.appearance().event().slug());
    }
    former.remove(slug);
    return former;
  }

  static List<Publication> publications(Post post, Publication newest) {
    List<Publication> publications = new ArrayList<>();
    publications.add(Objects.requireNonNull(newest));
    if (post.appearance() != null) {
      publications.addAll(post.appearance().publications());
    }
    return publications;
  }
}
