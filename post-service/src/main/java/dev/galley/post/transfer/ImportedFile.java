package dev.galley.post.transfer;

import dev.galley.event.Removal;
import dev.galley.event.Update;
import dev.galley.post.content.FormerSite;
import dev.galley.post.content.Origin;
import dev.galley.post.content.Post;
import dev.galley.post.content.Schedule;
import dev.galley.post.content.Schedule.Withdrawal;
import dev.galley.post.publish.PublishOptions;
import dev.galley.post.snip.Manuscript;
import dev.galley.post.snip.ReadManuscript;
import dev.galley.post.snip.ReadManuscript.Embargo;
import dev.galley.post.snip.ReadManuscript.End;
import dev.galley.post.snip.SnipPath;
import dev.galley.post.transfer.FileReport.Outcome;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A file and the manuscript that was read from it, on their way to become a post. */
record ImportedFile(SnipFile file, ReadManuscript read) {

  Manuscript manuscript() {
    return read.manuscript();
  }

  String path() {
    return file.path().path();
  }

  OffsetDateTime createdAt() {
    return Optional.ofNullable(manuscript().createdAt())
        .orElseGet(() -> file.modifiedAt().atOffset(ZoneOffset.UTC));
  }

  OffsetDateTime updatedAt() {
    return Optional.ofNullable(manuscript().updatedAt()).orElseGet(this::createdAt);
  }

  /** The id that the old site's feed gave the entry, so that no reader sees it twice. */
  String entryId(String authority) {
    // RFC 4151, 2.1; the date is that of the zone it was written in.
    return Objects.requireNonNullElseGet(
        manuscript().entryId(),
        () -> "tag:" + authority + "," + createdAt().toLocalDate() + ":/" + manuscript().slug());
  }

  PublishOptions options(Instant at) {
    return PublishOptions.silent(createdAt(), updatedAt(), at);
  }

  Origin origin(long revision, @Nullable FormerSite site) {
    return new Origin(path(), file.sha256(), revision, site);
  }

  /** Whether a post that holds this file's slug was made of it, perhaps in another folder. */
  boolean made(Post existing) {
    String slug = manuscript().slug();
    return existing.working().slug().equals(slug)
        || (existing.origin() != null && existing.origin().path().equals(path()))
        || Optional.ofNullable(existing.origin())
            .flatMap(origin -> SnipPath.of(origin.path()))
            .filter(path -> path.name().equals(slug))
            .isPresent();
  }

  /** What has a time to come goes out then, and is announced, for until then nobody has seen it. */
  @Nullable Schedule start(ImportRun run, ZoneId zone, long revision) {
    Embargo embargo = read.embargo();
    return !run.publish() || embargo == null || !read.isSchedulable()
        ? null
        : schedule(Schedule.Action.PUBLISH, embargo.until(), run, zone, revision);
  }

  /** What has an end leaves the site then. */
  @Nullable Schedule end(ImportRun run, ZoneId zone, long revision) {
    End end = read.end();
    return !run.publish() || end == null || !read.isPublishable()
        ? null
        : schedule(Schedule.Action.UNPUBLISH, end.at(), run, zone, revision);
  }

  private static Schedule schedule(
      Schedule.Action action, OffsetDateTime at, ImportRun run, ZoneId zone, long revision) {
    boolean publishes = action == Schedule.Action.PUBLISH;
    return new Schedule(
        at.toInstant().truncatedTo(ChronoUnit.MILLIS),
        zone,
        action,
        publishes ? Update.FIRST : null,
        null,
        false,
        publishes ? null : new Withdrawal(Removal.GONE, null, null),
        run.actor(),
        revision,
        null);
  }

  FileReport report(Outcome outcome, Post post) {
    return FileReport.of(path(), outcome, post, remarks(post));
  }

  FileReport published(Outcome outcome, Post post) {
    return FileReport.published(path(), outcome, post, remarks(post));
  }

  private List<String> remarks(Post post) {
    return read.remarks(
        post.live().isPresent(),
        post.awaits(Schedule.Action.PUBLISH),
        post.awaits(Schedule.Action.UNPUBLISH));
  }

  FileReport rejected(String reason) {
    return FileReport.rejected(path(), manuscript().slug(), reason);
  }
}
