package dev.galley.post.publish;

import dev.galley.event.PostPublished;
import dev.galley.event.PostUnpublished;
import dev.galley.event.Removal;
import dev.galley.post.content.Actor;
import dev.galley.post.content.Change.Action;
import dev.galley.post.content.ContentRules;
import dev.galley.post.content.InvalidContent;
import dev.galley.post.content.Post;
import dev.galley.post.content.Posts;
import dev.galley.post.content.PublicHistory;
import dev.galley.post.content.Publication;
import dev.galley.post.draft.Expected;
import dev.galley.post.draft.WrongState;
import dev.galley.stream.codec.EventIds;
import dev.galley.web.WebAddress;
import java.net.URI;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Takes posts off the site; they stay drafts and can be published again. */
public final class UnpublishingPosts {

  private final Posts posts;
  private final Clock clock;

  UnpublishingPosts(Posts posts, Clock clock) {
    this.posts = posts;
    this.clock = clock;
  }

  /**
   * Takes a post off the site.
   *
   * @throws WrongState when it is not on the site
   * @throws InvalidContent when a redirect leads nowhere
   * @throws dev.galley.post.content.StaleRevision when the post is not at the expected revision
   */
  Post unpublish(String id, Expected expected, UnpublishPost command, Actor actor) {
    return unpublish(expected.load(posts, id), command, PublicationTime.now(clock), actor);
  }

  /** The same of the post at this revision. */
  public Post unpublish(Post before, UnpublishPost command, PublicationTime when, Actor actor) {
    Post after = next(before, command, when);
    String how = how(command).wireName();
    posts.replace(before, after, actor.does(Action.UNPUBLISHED, when.noted(how), when.at()));
    return after;
  }

  private static Removal how(UnpublishPost command) {
    return command.how() == null ? Removal.GONE : command.how();
  }

  /** What {@link #unpublish} would make of the post; nothing is stored. */
  public Post next(Post before, UnpublishPost command, PublicationTime when) {
    PostPublished live =
        before.live().orElseThrow(() -> new WrongState("The post is not published."));
    Removal how = how(command);
    URI to = WebAddress.ascii(command.to());
    requireTarget(how, to, before);
    ContentRules.checkRemark("reason", command.reason());
    PostUnpublished event =
        new PostUnpublished(
            EventIds.next(),
            when.at(),
            before.id(),
            before.revision() + 1,
            live.slug(),
            live.formerSlugs(),
            live.title(),
            before.entryId(),
            how,
            to,
            command.reason(),
            null);
    return without(before, event, when);
  }

  private static Post without(Post before, PostUnpublished event, PublicationTime when) {
    PublicHistory seen = before.publicHistory();
    if (seen == null) {
      throw new IllegalStateException("Unpublished without having been published");
    }
    return before.shown(
        before.working(),
        new PublicHistory(
            event,
            seen.firstPublishedAt(),
            seen.publishedAt(),
            PublishedPosts.publications(
                before,
                new Publication(
                    event.revision(), "unpublished", when.at(), when.scheduledFor(), false))),
        when.at());
  }

  private static void requireTarget(Removal how, @Nullable URI to, Post post) {
    if (how != Removal.REDIRECT && to != null) {
      throw InvalidContent.of("to", "belongs to a redirect only");
    }
    if (how == Removal.REDIRECT
        && (to == null || !(WebAddress.isPath(to) || WebAddress.isAbsolute(to)))) {
      throw InvalidContent.of("to", "must be a path on the site or an http or https address");
    }
    if (to != null && leadsTo(post, to)) {
      throw InvalidContent.of("to", "must not lead back to the post that is taken off the site");
    }
  }

  private static boolean leadsTo(Post post, URI to) {
    return to.getScheme() == null
        && post.claimedSlugs().stream().anyMatch(slug -> ("/" + slug).equals(to.getPath()));
  }
}
