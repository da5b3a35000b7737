package dev.galley.post.transfer;

import dev.galley.event.OldAddresses;
import dev.galley.post.content.Change.Action;
import dev.galley.post.content.Content;
import dev.galley.post.content.ContentRules;
import dev.galley.post.content.FormerSite;
import dev.galley.post.content.InvalidContent;
import dev.galley.post.content.Origin;
import dev.galley.post.content.Post;
import dev.galley.post.content.PostIds;
import dev.galley.post.content.PostState;
import dev.galley.post.content.Posts;
import dev.galley.post.content.Revision;
import dev.galley.post.content.Schedule;
import dev.galley.post.content.SlugTaken;
import dev.galley.post.content.StaleRevision;
import dev.galley.post.engine.Site;
import dev.galley.post.publish.PublishedPosts;
import dev.galley.post.snip.BrokenSnip;
import dev.galley.post.snip.Manuscript;
import dev.galley.post.snip.ManuscriptReader;
import dev.galley.post.snip.ReadManuscript;
import dev.galley.post.snip.SnipFormat;
import dev.galley.post.transfer.FileReport.Outcome;
import dev.galley.post.transfer.markup.HtmlInMarkdown;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.util.function.SingletonSupplier;

/**
 * Makes posts of files. Each post is one write, wholly or not at all; new ones are sent together. A
 * file that made a post before changes that post; what was edited here since is never overwritten.
 * Safe for many threads.
 */
final class ImportingPosts {

  /** How often an import tries again when somebody else changes the same post. */
  private static final int MAX_ATTEMPTS = 5;

  private static final int MAX_LOOKED_FOR = 100;

  private final Posts posts;
  private final PublishedPosts publishedPosts;
  private final PostIds ids;
  private final ZoneId siteZone;
  private final Predicate<String> byConsent;
  private final Clock clock;

  /**
   * @param siteZone whose clocks show when a post is to go out
   * @param byConsent which kinds of posts go out by consent
   */
  ImportingPosts(
      Posts posts,
      PublishedPosts publishedPosts,
      PostIds ids,
      ZoneId siteZone,
      Predicate<String> byConsent,
      Clock clock) {
    this.posts = posts;
    this.publishedPosts = publishedPosts;
    this.ids = ids;
    this.siteZone = siteZone;
    this.byConsent = byConsent;
    this.clock = clock;
  }

  /** Tells a site of one of its files; what cannot be read is left for later to report. */
  void survey(SnipFile file, Site site) {
    try {
      site.survey(file.path(), read(file, site), clock.instant());
    } catch (BrokenSnip e) {
      // Importing the file says so.
      site.unreadable(file.path());
    }
  }

  private ReadManuscript read(SnipFile file, Site site) {
    return ManuscriptReader.read(
        file.path(), file.bytes(), clock.instant(), site.clocks(file.path().path()));
  }

  /** Which file the posts that hold these slugs came from, as far as they did. */
  Map<String, String> origins(Set<String> slugs) {
    Map<String, String> paths = new HashMap<>();
    posts
        .findBySlugs(slugs)
        .forEach(
            (slug, post) -> paths.put(slug, post.origin() == null ? "" : post.origin().path()));
    return paths;
  }

  /** Whether one of a site's names is that of a post of a site that is known to be another. */
  boolean meetsAnother(Site site) {
    List<String> names = List.copyOf(site.names());
    for (int from = 0; site.former().isPresent() && from < names.size(); from += MAX_LOOKED_FOR) {
      Set<String> some =
          Set.copyOf(names.subList(from, Math.min(names.size(), from + MAX_LOOKED_FOR)));
      if (posts.findBySlugs(some).values().stream()
          .anyMatch(
              post -> post.origin() != null && SameSlug.isOfAnotherSite(post.origin(), site))) {
        return true;
      }
    }
    return false;
  }

  /**
   * The slug of the post that an address of an earlier site leads to; the posts are looked through
   * once, when it is first asked.
   */
  Function<String, Optional<String>> byOldAddress() {
    SingletonSupplier<Map<String, String>> all = SingletonSupplier.of(this::slugsByOldAddress);
    return address -> Optional.ofNullable(all.obtain().get(address));
  }

  private Map<String, String> slugsByOldAddress() {
    Map<String, String> slugs = new HashMap<>();
    posts.forEach(
        (post, source) ->
            OldAddresses.in(post.working().metadata())
                .forEach(address -> slugs.putIfAbsent(address, post.working().slug())));
    return slugs;
  }

  /** Goes through what all posts say of themselves. */
  void eachMetadata(Consumer<Map<String, Object>> use) {
    posts.forEach((post, source) -> use.accept(post.working().metadata()));
  }

  /** Imports one file. What is wrong with the file is in the report; lost infrastructure throws. */
  FileReport bring(SnipFile file, ImportRun run) {
    return bring(List.of(file), run).get(0);
  }

  /**
   * Imports a few files, whose new posts are looked for and stored together; the reports are in
   * their order. After an exception, each file is imported wholly or not at all, and repeating it
   * with the same run completes it and reports what both did.
   */
  List<FileReport> bring(List<SnipFile> files, ImportRun run) {
    FileReport[] reports = new FileReport[files.size()];
    Map<Integer, ImportedFile> good = new LinkedHashMap<>();
    for (int i = 0; i < reports.length; i++) {
      SnipFile file = files.get(i);
      int index = i;
      reports[i] = read(file, run, imported -> good.put(index, imported));
    }
    Map<String, Post> holders =
        posts.findBySlugs(
            good.values().stream()
                .map(imported -> imported.manuscript().slug())
                .collect(Collectors.toSet()));
    Map<Integer, Posts.Imported> born = new LinkedHashMap<>();
    good.forEach(
        (index, imported) -> {
          String slug = imported.manuscript().slug();
          boolean isFirst =
              !run.dryRun() || run.planned().putIfAbsent(slug, imported.path()) == null;
          if (isFirst && !holders.containsKey(slug)) {
            born.put(index, born(imported, run));
          }
        });
    Set<String> refused = run.dryRun() ? Set.of() : posts.insertAll(List.copyOf(born.values()));
    born.values().stream()
        .map(Posts.Imported::post)
        .filter(post -> refused.contains(post.id()))
        .forEach(this::abandon);
    good.forEach(
        (index, imported) -> {
          Posts.Imported one = born.get(index);
          reports[index] =
              one != null && !refused.contains(one.post().id())
                  ? created(imported, one.post(), run)
                  : bring(imported, holders.get(imported.manuscript().slug()), run);
        });
    return List.of(reports);
  }

  /** What could only fail when its time comes does not wait for it, and says so now. */
  private ReadManuscript withoutHope(ReadManuscript told) {
    Instant farthest = clock.instant().plus(Schedule.MAX_AHEAD);
    ReadManuscript.End end = told.end();
    ReadManuscript read =
        end != null && end.at().toInstant().isAfter(farthest)
            ? told.endless(end.mark() + " is more than ten years ahead")
            : told;
    ReadManuscript.Embargo embargo = read.embargo();
    if (embargo == null) {
      return read;
    }
    if (embargo.until().toInstant().isAfter(farthest)) {
      return read.restricted("its date is more than ten years ahead");
    }
    return byConsent.test(read.manuscript().kind())
        ? read.restricted("posts of its kind go out by consent; ask for it, then schedule it")
        : read;
  }

  /** What its engine did not show is not shown before a person has looked at it. */
  private static ReadManuscript withoutUnshown(ReadManuscript read, Site site) {
    Manuscript manuscript = read.manuscript();
    Set<String> unshown =
        site.omitsHtml() && manuscript.format() == SnipFormat.GFM
            ? HtmlInMarkdown.showing(manuscript.body())
            : Set.of();
    return unshown.isEmpty()
        ? read
        : read.warned(unshown.stream().map("HTML that Hugo left out: "::concat))
            .restricted(
                "Hugo left out HTML in it, for the configuration does not set"
                    + " markup.goldmark.renderer.unsafe");
  }

  /** Hands on what can be imported; else says why not. */
  private @Nullable FileReport read(SnipFile file, ImportRun run, Consumer<ImportedFile> good) {
    String slug = null;
    try {
      ReadManuscript told = withoutUnshown(read(file, run.site()), run.site());
      ReadManuscript read = withoutHope(run.site().adopt(file.path(), told, clock.instant()));
      slug = read.manuscript().slug();
      ContentRules.check(content(read.manuscript()));
      good.accept(new ImportedFile(file, read));
      return null;
    } catch (BrokenSnip | InvalidContent e) {
      return FileReport.rejected(file.path().path(), slug, String.valueOf(e.getMessage()));
    }
  }

  /**
   * @param holder of the slug, as far as it was looked for
   */
  private FileReport bring(ImportedFile imported, @Nullable Post holder, ImportRun run) {
    Optional<Post> existing = Optional.ofNullable(holder);
    String slug = imported.manuscript().slug();
    String first = run.planned().get(slug);
    if (first != null && !first.equals(imported.path())) {
      return imported.rejected("the slug belongs to the post of " + first);
    }
    for (int attempt = 1; ; attempt++) {
      try {
        return existing
            .or(() -> posts.findBySlug(slug))
            .map(found -> meet(found, imported, run))
            .orElseGet(() -> create(imported, run));
      } catch (InvalidContent e) {
        return imported.rejected(String.valueOf(e.getMessage()));
      } catch (SlugTaken e) {
        return imported.rejected("the slug " + e.slug() + " belongs to another post");
      } catch (StaleRevision e) {
        if (attempt == MAX_ATTEMPTS) {
          return imported.rejected("the post is being changed by somebody else");
        }
        existing = Optional.empty();
      }
    }
  }

  private FileReport create(ImportedFile imported, ImportRun run) {
    Posts.Imported born = born(imported, run);
    if (!run.dryRun()) {
      try {
        posts.insert(born.post(), born.change(), born.source(), null);
      } catch (SlugTaken | InvalidContent e) {
        if (abandon(born.post())) {
          throw e;
        }
      }
    }
    return created(imported, born.post(), run);
  }

  /**
   * Leaves nothing of a post that was refused.
   *
   * @return false when it is here: a write whose answer was lost came through after all
   */
  private boolean abandon(Post refused) {
    if (posts.find(refused.id()).isPresent()) {
      return false;
    }
    posts.forgetEarlier(refused);
    return true;
  }

  private static FileReport created(ImportedFile imported, Post post, ImportRun run) {
    FileReport report =
        post.live().isPresent()
            ? imported.published(Outcome.CREATED, post)
            : imported.report(Outcome.CREATED, post);
    return run.dryRun() ? report.planned() : report;
  }

  private Posts.Imported born(ImportedFile imported, ImportRun run) {
    Instant now = now();
    Manuscript manuscript = imported.manuscript();
    ImportRun.Attempt last = run.attempts().get(imported.path());
    String id = last != null && last.isOfNewPost() ? last.postId() : ids.next();
    List<Revision> earlier = run.dryRun() ? List.of() : run.earlier().before(id, imported, now);
    long revision = earlier.size() + 1L;
    Post draft =
        new Post(
            id,
            revision,
            content(manuscript),
            revision,
            null,
            null,
            imported.entryId(run.authority()),
            imported.createdAt().toInstant().truncatedTo(ChronoUnit.MILLIS),
            imported.updatedAt().toInstant().truncatedTo(ChronoUnit.MILLIS),
            imported.origin(revision, run.site().former().orElse(null)),
            null);
    boolean publish = run.publish() && imported.read().isPublishable();
    Post post =
        publish
            ? ending(publishedPosts.born(draft, imported.options(now)), null, imported, run)
            : draft.withSchedule(imported.start(run, siteZone, revision));
    if (!run.dryRun()) {
      run.attempt(imported.path(), post, created(imported, post, run));
      posts.keepEarlier(earlier);
    }
    return new Posts.Imported(
        post, run.actor().does(Action.IMPORTED, null, now), imported.file().bytes());
  }

  /**
   * A post that was just published, with the end that its file gives it now. One that a person gave
   * it stays where the file gives none.
   *
   * @param before absent for a post that is new
   */
  private Post ending(Post published, @Nullable Post before, ImportedFile imported, ImportRun run) {
    Schedule end = imported.end(run, siteZone, published.revision());
    if (end != null) {
      return published.withSchedule(end);
    }
    return before != null && SameSlug.isOfTheFile(published.schedule(), before)
        ? published.withSchedule(null)
        : published;
  }

  private FileReport meet(Post existing, ImportedFile imported, ImportRun run) {
    ImportRun.Attempt last = run.attempts().get(imported.path());
    if (last != null && last.made(existing)) {
      return last.report();
    }
    SameSlug sameSlug = new SameSlug(existing, imported, run);
    Optional<String> refusal = sameSlug.refusal();
    if (refusal.isPresent()) {
      return imported.rejected(refusal.get());
    }
    if (sameSlug.isSameFile()) {
      return sameSlug.isEdited() ? imported.report(Outcome.UNCHANGED, existing) : repeat(sameSlug);
    }
    return sameSlug.isEdited()
        ? imported.rejected(
            "both the file and the post changed since the last import; the post was left as it is")
        : update(sameSlug.named());
  }

  /** The same file again changes nothing, except that it may be published now. */
  private FileReport repeat(SameSlug sameSlug) {
    Post existing = sameSlug.existing();
    ImportedFile imported = sameSlug.imported();
    ImportRun run = sameSlug.run();
    boolean waits = existing.live().isEmpty() || existing.hasUnpublishedChanges();
    long revision = existing.revision() + 1;
    Schedule schedule =
        existing.state() == PostState.DRAFT
            ? imported.start(run, siteZone, revision)
            : existing.state() == PostState.PUBLISHED && !waits
                ? imported.end(run, siteZone, revision)
                : null;
    if (schedule != null && existing.schedule() == null && sameSlug.isUntouched()) {
      return scheduled(existing, schedule, imported, run);
    }
    if (!waits || !sameSlug.mayPublish()) {
      return imported.report(Outcome.UNCHANGED, existing);
    }
    Instant now = now();
    Post after =
        ending(
            publishedPosts.next(existing, existing.working(), imported.options(now)),
            existing,
            imported,
            run);
    return replace(existing, after, null, imported.published(Outcome.UPDATED, after), run, now);
  }

  /**
   * @param report what is said of the file then
   */
  private FileReport replace(
      Post existing,
      Post after,
      byte @Nullable [] source,
      FileReport report,
      ImportRun run,
      Instant now) {
    if (!run.dryRun()) {
      run.attempt(report.path(), after, report);
      posts.replace(existing, after, run.actor().does(Action.IMPORTED, null, now), source);
    }
    return report;
  }

  private FileReport scheduled(
      Post existing, Schedule schedule, ImportedFile imported, ImportRun run) {
    Instant now = now();
    Post after = existing.scheduled(schedule, now);
    return replace(existing, after, null, imported.report(Outcome.UPDATED, after), run, now);
  }

  private FileReport update(SameSlug sameSlug) {
    Post existing = sameSlug.existing();
    ImportedFile imported = sameSlug.imported();
    ImportRun run = sameSlug.run();
    Instant now = now();
    Content content = content(imported.manuscript());
    boolean publish = sameSlug.mayPublish();
    Post changed =
        publish
            ? ending(
                publishedPosts.next(existing, content, imported.options(now)),
                existing,
                imported,
                run)
            : waiting(existing, existing.edited(content, now), imported, run);
    Origin before = existing.origin();
    FormerSite site =
        FormerSite.known(run.site().former().orElse(null), before == null ? null : before.site());
    Post after = changed.from(imported.origin(changed.contentRevision(), site));
    FileReport report =
        publish
            ? imported.published(Outcome.UPDATED, after)
            : imported.report(Outcome.UPDATED, after);
    return replace(existing, after, imported.file().bytes(), report, run, now);
  }

  /** What is to go out follows its file, and does not where that is for nobody any more. */
  private Post waiting(Post before, Post edited, ImportedFile imported, ImportRun run) {
    if (before.state() != PostState.SCHEDULED) {
      return edited;
    }
    if (!imported.read().restrictions().isEmpty()) {
      return edited.withSchedule(null);
    }
    Schedule schedule = imported.start(run, siteZone, edited.revision());
    return schedule == null ? edited : edited.withSchedule(schedule);
  }

  static Content content(Manuscript manuscript) {
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
