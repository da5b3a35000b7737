package dev.galley.post.publish;

import dev.galley.event.Announcement;
import dev.galley.event.PostPublished;
import dev.galley.post.content.Content;
import dev.galley.post.content.Post;
import dev.galley.post.content.PublicHistory;
import dev.galley.post.content.Publication;
import dev.galley.post.draft.Bylines;
import dev.galley.post.draft.WrongState;
import dev.galley.stream.codec.EventIds;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Makes posts that readers see, together with the event that says so. Stores nothing. */
public final class PublishedPosts {

  private final Bylines bylines;

  PublishedPosts(Bylines bylines) {
    this.bylines = bylines;
  }

  /**
   * The next revision of a post, on the site with this content, which also becomes its draft.
   *
   * @throws WrongState when it is a template
   */
  public Post next(Post before, Content content, PublishOptions options) {
    if (before.isTemplate() || (!before.everPublished() && content.saysTemplate())) {
      throw new WrongState("The post is a template: make a post of it, or a draft again.");
    }
    return before.shown(
        content,
        publicHistory(before, before.revision() + 1, content, options),
        options.when().at());
  }

  /** A new post that is on the site from its first revision on. */
  public Post born(Post draft, PublishOptions options) {
    return draft.bornPublished(publicHistory(draft, draft.revision(), draft.working(), options));
  }

  private PublicHistory publicHistory(
      Post post, long revision, Content content, PublishOptions options) {
    List<Announcement> announcements = announcements(post, revision, options);
    PostPublished event =
        new PostPublished(
            EventIds.next(),
            options.when().at(),
            post.id(),
            revision,
            content.slug(),
            formerSlugs(post, content.slug()),
            content.title(),
            content.format(),
            content.body(),
            content.summary(),
            bylines.of(content.authors(), content.metadata()),
            content.tags(),
            content.kind(),
            content.metadata(),
            content.canonicalUrl(),
            post.entryId(),
            options.firstPublishedAt(),
            options.publishedAt(),
            options.update(),
            options.changeNote(),
            announcements.isEmpty() ? null : announcements.get(announcements.size() - 1),
            announcements);
    return new PublicHistory(
        event,
        options.firstPublishedAt(),
        options.publishedAt(),
        publications(
            post,
            new Publication(
                revision,
                options.update().wireName(),
                options.when().at(),
                options.when().scheduledFor(),
                false)));
  }

  /**
   * Those of the event before and the new one. Only the current event is sure to be sent, so no
   * later one may hide that there is something to announce; taking the post back ends them all.
   */
  private static List<Announcement> announcements(
      Post post, long revision, PublishOptions options) {
    List<Announcement> all =
        new ArrayList<>(post.live().map(PostPublished::announcements).orElse(List.of()));
    if (options.update().isAnnounced()) {
      all.add(new Announcement(revision, options.update(), options.when().at()));
    }
    return all.subList(Math.max(0, all.size() - PostPublished.MAX_ANNOUNCEMENTS), all.size());
  }

  static List<String> formerSlugs(Post post, String slug) {
    List<String> former = new ArrayList<>(post.formerSlugs());
    if (post.publicHistory() != null) {
      former.remove(post.publicHistory().event().slug());
      former.add(post.publicHistory().event().slug());
    }
    former.remove(slug);
    return former;
  }

  static List<Publication> publications(Post post, Publication newest) {
    List<Publication> publications = new ArrayList<>();
    publications.add(Objects.requireNonNull(newest));
    if (post.publicHistory() != null) {
      publications.addAll(post.publicHistory().publications());
    }
    return publications;
  }
}
