package dev.galley.post.transfer;

import dev.galley.post.draft.Change.Action;
import dev.galley.post.draft.Content;
import dev.galley.post.draft.ContentRules;
import dev.galley.post.draft.InvalidContent;
import dev.galley.post.draft.Origin;
import dev.galley.post.draft.Post;
import dev.galley.post.draft.PostIds;
import dev.galley.post.draft.PostState;
import dev.galley.post.draft.Posts;
import dev.galley.post.draft.SlugTaken;
import dev.galley.post.draft.StaleRevision;
import dev.galley.post.publish.Releases;
import dev.galley.post.snip.BrokenSnip;
import dev.galley.post.snip.Manuscript;
import dev.galley.post.snip.ManuscriptReader;
import dev.galley.post.snip.ReadManuscript;
import dev.galley.post.transfer.FileReport.Outcome;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Makes posts of files, one file at a time and each with one write. A file that made a post before
 * changes that post; what was edited here since is never overwritten. Safe for many threads.
 */
final class ImportingPosts {

  /** How often an import tries again when somebody else changes the same post. */
  private static final int MAX_ATTEMPTS = 5;

  private final Posts posts;
  private final Releases releases;
  private final PostIds ids;
  private final Clock clock;

  ImportingPosts(Posts posts, Releases releases, PostIds ids, Clock clock) {
    this.posts = posts;
    this.releases = releases;
    this.ids = ids;
    this.clock = clock;
  }

  /** Imports one file. What is wrong with the file is in the report; lost infrastructure throws. */
  FileReport bring(SnipFile file, ImportRun run) {
    ReadManuscript read;
    try {
      read = ManuscriptReader.read(file.path(), file.bytes(), clock.instant());
    } catch (BrokenSnip e) {
      return FileReport.rejected(file.path().path(), null, String.valueOf(e.getMessage()));
    }
    String slug = read.manuscript().slug();
    try {
      ContentRules.check(content(read.manuscript()));
      return bring(new Arrival(file, read), run);
    } catch (InvalidContent e) {
      return FileReport.rejected(file.path().path(), slug, String.valueOf(e.getMessage()));
    } catch (SlugTaken e) {
      return FileReport.rejected(
          file.path().path(), slug, "the slug " + e.slug() + " belongs to another post");
    }
  }

  private FileReport bring(Arrival arrival, ImportRun run) {
    for (int attempt = 1; ; attempt++) {
      try {
        return posts
            .findBySlug(arrival.manuscript().slug())
            .map(existing -> meet(existing, arrival, run))
            .orElseGet(() -> create(arrival, run));
      } catch (StaleRevision e) {
        if (attempt == MAX_ATTEMPTS) {
          return arrival.rejected("the post is being changed by somebody else");
        }
      }
    }
  }

  private FileReport create(Arrival arrival, ImportRun run) {
    Instant now = now();
    Manuscript manuscript = arrival.manuscript();
    Post draft =
        new Post(
            ids.next(),
            1,
            PostState.DRAFT,
            content(manuscript),
            1,
            null,
            arrival.entryId(run.authority()),
            arrival.createdAt().toInstant().truncatedTo(ChronoUnit.MILLIS),
            arrival.updatedAt().toInstant().truncatedTo(ChronoUnit.MILLIS),
            arrival.origin(1));
    boolean publish = run.publish() && arrival.read().isPublishable();
    Post post = publish ? releases.born(draft, arrival.release(now)) : draft;
    posts.insert(post, run.actor().does(Action.IMPORTED, null, now), arrival.file().bytes(), null);
    return publish
        ? arrival.published(Outcome.CREATED, post)
        : arrival.report(Outcome.CREATED, post);
  }

  private FileReport meet(Post existing, Arrival arrival, ImportRun run) {
    Origin origin = existing.origin();
    if (origin == null || !arrival.made(existing)) {
      return arrival.rejected("the slug belongs to a post that did not come from this file");
    }
    if (!origin.path().equals(arrival.path()) && run.paths().contains(origin.path())) {
      return arrival.rejected("the slug belongs to the post of " + origin.path());
    }
    boolean edited = existing.contentRevision() != origin.revision();
    boolean sameFile = origin.sha256().equals(arrival.file().sha256());
    if (edited) {
      return sameFile
          ? arrival.report(Outcome.UNCHANGED, existing)
          : arrival.rejected(
              "both the file and the post changed since the last import; the post was left as it is");
    }
    return sameFile ? repeat(existing, arrival, run) : update(existing, arrival, run);
  }

  /** The same file again changes nothing, except that it may be published now. */
  private FileReport repeat(Post existing, Arrival arrival, ImportRun run) {
    boolean waits = existing.live().isEmpty() || existing.hasUnpublishedChanges();
    if (!waits || !mayPublish(existing, arrival, run)) {
      return arrival.report(Outcome.UNCHANGED, existing);
    }
    Instant now = now();
    Post after = releases.next(existing, existing.working(), arrival.release(now));
    posts.replace(existing, after, run.actor().does(Action.IMPORTED, null, now));
    return arrival.published(Outcome.UPDATED, after);
  }

  private FileReport update(Post existing, Arrival arrival, ImportRun run) {
    Instant now = now();
    Content content = content(arrival.manuscript());
    boolean publish = mayPublish(existing, arrival, run);
    Post changed =
        publish
            ? releases.next(existing, content, arrival.release(now))
            : existing.edited(content, now);
    Post after = changed.from(arrival.origin(changed.contentRevision()));
    posts.replace(
        existing, after, run.actor().does(Action.IMPORTED, null, now), arrival.file().bytes());
    return publish
        ? arrival.published(Outcome.UPDATED, after)
        : arrival.report(Outcome.UPDATED, after);
  }

  /** A post in review, with a date, or taken off the site was put there by a person. */
  private static boolean mayPublish(Post existing, Arrival arrival, ImportRun run) {
    return run.publish()
        && arrival.read().isPublishable()
        && (existing.state() == PostState.DRAFT || existing.state() == PostState.PUBLISHED);
  }

  private static Content content(Manuscript manuscript) {
    return new Content(
        manuscript.slug(),
        manuscript.title(),
        manuscript.body(),
        manuscript.format().wireName(),
        manuscript.summary(),
        manuscript.authors(),
        manuscript.tags(),
        manuscript.kind(),
        manuscript.metadata(),
        manuscript.canonicalUrl());
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
