package dev.galley.post.transfer;

import dev.galley.event.PostPublished;
import dev.galley.post.content.FormerSite;
import dev.galley.post.content.Origin;
import dev.galley.post.content.Post;
import dev.galley.post.content.PostState;
import dev.galley.post.content.Schedule;
import dev.galley.post.engine.Site;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A file of an import and the post that has the same slug: whether the file made it, and what may
 * become of it.
 */
record SameSlug(Post existing, ImportedFile imported, ImportRun run) {

  /** What an author does of whose files some have the names of others here. */
  static final String TO_HAVE_BOTH =
      "; to have both, import this site under a name (--folder NAME)";

  /** Why the post is not the file's; empty when it is. */
  Optional<String> refusal() {
    Origin origin = existing.origin();
    if (origin == null || !imported.made(existing)) {
      return Optional.of("the slug belongs to a post that did not come from this file");
    }
    if (isOfAnotherSite(origin, run.site()) && !isSameFile()) {
      return Optional.of(
          "the slug belongs to the post of "
              + origin.path()
              + " of "
              + Objects.requireNonNull(origin.site()).name()
              + TO_HAVE_BOTH);
    }
    boolean moved = !origin.path().equals(imported.path());
    if (moved && (run.paths().contains(origin.path()) || isAnother())) {
      return Optional.of("the slug belongs to the post of " + origin.path());
    }
    return (moved || run.site().isExport()) && isOfAnotherTime()
        ? Optional.of(
            "the slug belongs to a post that was written at another time, perhaps on another site")
        : Optional.empty();
  }

  /** Two sites may have the same names for their files, and the same titles. */
  static boolean isOfAnotherSite(Origin origin, Site site) {
    FormerSite before = origin.site();
    return before != null && site.former().filter(before::isAnother).isPresent();
  }

  /** A file that was moved has still the title of its post; another one is another text. */
  private boolean isAnother() {
    return !hasTheTitle() && !isSameFile();
  }

  private boolean hasTheTitle() {
    return existing.working().title().equals(imported.manuscript().title());
  }

  /**
   * Every site has a page "About", and an export names no site: only its time tells it apart. That
   * of a draft changes when it is published where it came from.
   */
  private boolean isOfAnotherTime() {
    OffsetDateTime written = imported.manuscript().createdAt();
    return existing.live().isPresent()
        && written != null
        && !written.toInstant().truncatedTo(ChronoUnit.MILLIS).equals(existing.createdAt())
        && !isSameFile();
  }

  private Origin origin() {
    return Objects.requireNonNull(existing.origin());
  }

  boolean isSameFile() {
    return origin().sha256().equals(imported.file().sha256());
  }

  /** Whether somebody changed the post since the file did. */
  boolean isEdited() {
    return existing.contentRevision() != origin().revision();
  }

  /** The same; what cannot be told apart for certain is named in the file's report. */
  SameSlug named() {
    if (hasTheTitle() && origin().path().equals(imported.path())) {
      return this;
    }
    String warning =
        "it replaces the post “"
            + existing.working().title()
            + "” of "
            + origin().path()
            + TO_HAVE_BOTH;
    return new SameSlug(
        existing,
        new ImportedFile(imported.file(), imported.read().warned(Stream.of(warning))),
        run);
  }

  /**
   * A post in review, with a date to go out that its file did not give it or without it again, or
   * taken off the site was put there by a person.
   */
  boolean mayPublish() {
    boolean follows = isOfTheFile(existing.schedule(), existing);
    return run.publish()
        && imported.read().isPublishable()
        && (existing.schedule() == null || existing.awaits(Schedule.Action.UNPUBLISH) || follows)
        && ((existing.state() == PostState.DRAFT && isUntouched())
            || existing.state() == PostState.SCHEDULED && follows
            || existing.state() == PostState.PUBLISHED);
  }

  /** Nobody has done anything since it was written or published; what is cancelled stays so. */
  boolean isUntouched() {
    return existing.revision()
        == existing.live().map(PostPublished::revision).orElse(existing.contentRevision());
  }

  static boolean isOfTheFile(@Nullable Schedule schedule, Post post) {
    return schedule != null
        && post.origin() != null
        && schedule.revision() == post.origin().revision();
  }
}
