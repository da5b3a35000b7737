package dev.galley.post.transfer;

import dev.galley.post.asset.AssetFacts;
import dev.galley.post.asset.BringingAssets;
import dev.galley.post.asset.StoredAsset;
import dev.galley.post.asset.inspect.RefusedAsset;
import dev.galley.post.content.Actor;
import dev.galley.post.engine.Site;
import dev.galley.post.engine.SiteExport;
import dev.galley.post.job.Workers;
import dev.galley.post.snip.SnipPath;
import dev.galley.post.transfer.ArchiveContents.Item;
import dev.galley.post.transfer.ImportReport.AssetReport;
import dev.galley.post.transfer.archive.Archive;
import dev.galley.post.transfer.archive.ArchiveEntry;
import dev.galley.post.transfer.archive.ArchiveLimits;
import dev.galley.post.transfer.archive.RefusedArchive;
import dev.galley.stream.Failure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.util.function.SingletonSupplier;

/**
 * Imports a zip file or the export of a publishing system: first unpacks all of it to see that it
 * can be taken, then stores the images, then the posts, and lets everybody see the images that no
 * post uses. Each file is stored wholly or not at all, what the store does not take is repeated for
 * a while, and importing the same again completes what was interrupted.
 */
final class ImportingArchives {

  private static final int MAX_BATCH = 100;

  /** As many as the largest file has. */
  private static final long MAX_BATCH_BYTES = 2L * 1024 * 1024;

  private final ImportingPosts posts;
  private final BringingAssets assets;
  private final int workers;
  private final Function<Site, String> authorities;
  private final ArchiveLimits limits;
  private final Patience patience;

  /**
   * @param authorities whose the entries' ids of a site are, where the import does not say
   */
  ImportingArchives(
      ImportingPosts posts,
      BringingAssets assets,
      int workers,
      Function<Site, String> authorities,
      ArchiveLimits limits,
      Patience patience) {
    this.posts = posts;
    this.assets = assets;
    this.workers = workers;
    this.authorities = authorities;
    this.limits = limits;
    this.patience = patience;
  }

  /**
   * Imports all of an archive, or says what would become of it.
   *
   * @param progress hears how far it has come
   * @throws RefusedArchive when it cannot be taken as a whole; nothing was stored then
   * @throws Interrupted when the store stayed away
   */
  ImportReport bring(Path file, Options options, Actor actor, ImportProgress progress)
      throws IOException {
    Optional<SiteExport> system = ExportedSite.system(file);
    if (system.isPresent()) {
      try (ExportedSite site = ExportedSite.of(system.get(), file, posts::eachMetadata)) {
        return bring(site.contents(), EarlierVersions.NONE, options, actor, progress);
      }
    }
    OtherFile.refuse(file);
    try (Archive archive = Archive.open(file, limits)) {
      if (ArchiveContents.files(archive.entries()).isEmpty()) {
        throw new RefusedArchive("a zip file that holds no files");
      }
      Function<ArchiveEntry, byte[]> read = entry -> read(archive, entry);
      List<ArchiveEntry> export = ExportedSite.find(archive);
      archive.verify(export);
      if (!export.isEmpty() && !ExportedSite.isAside(export, archive, read)) {
        try (ExportedSite site = ExportedSite.of(export, archive, read, posts::eachMetadata)) {
          return bring(site.contents(), EarlierVersions.NONE, options, actor, progress);
        }
      }
      return bring(
          ArchiveContents.of(archive.entries(), export, read),
          EarlierVersions.in(archive.entries(), read),
          options,
          actor,
          progress);
    }
  }

  private ImportReport bring(
      ArchiveContents contents,
      EarlierVersions earlier,
      Options options,
      Actor actor,
      ImportProgress progress) {
    if (options.folder() != null) {
      if (contents.site().engine().isEmpty()) {
        throw new RefusedArchive(
            "snips keep their names, so they cannot be put under another one; leave folder out");
      }
      contents.site().putUnder(options.folder());
    }
    Set<String> paths = contents.snips().stream().map(Item::path).collect(Collectors.toSet());
    ImportRun run =
        new ImportRun(
            options.publish(),
            options.dryRun(),
            Objects.requireNonNullElseGet(
                options.authority(), () -> authorities.apply(contents.site())),
            actor,
            contents.site(),
            earlier,
            paths);
    AtomicInteger done = new AtomicInteger();
    progress.of(contents.images().size() + contents.snips().size());
    try {
      return bring(contents, options, run, done, progress);
    } catch (RuntimeException e) {
      if (options.dryRun() || Failure.of(e) != Failure.TRANSIENT) {
        throw e;
      }
      throw new Interrupted(done.get(), contents.snips().size(), e);
    }
  }

  private ImportReport bring(
      ArchiveContents contents,
      Options options,
      ImportRun run,
      AtomicInteger done,
      ImportProgress progress) {
    survey(contents);
    // All posts of these names are read for it, mostly for nothing.
    Supplier<Boolean> meetsAnother =
        SingletonSupplier.of(() -> patience.repeatUnchecked(() -> posts.meetsAnother(run.site())));
    try (Workers<AssetReport> images = new Workers<>(workers);
        Workers<List<FileReport>> snips = new Workers<>(workers)) {
      List<AssetReport> stored =
          images.all(
              contents.images().stream()
                  .map(item -> image(item, contents.table(), run, meetsAnother, progress))
                  .toList());
      List<FileReport> files = new ArrayList<>();
      snips
          .all(
              batches(contents.snips()).stream()
                  .map(batch -> snips(batch, run, done, progress))
                  .toList())
          .forEach(files::addAll);
      contents.others().stream()
          .map(other -> FileReport.rejected(other.path(), null, other.reason()))
          .forEach(files::add);
      files.sort(Comparator.comparing(FileReport::path));
      if (!options.dryRun() && contents.table().isWhole()) {
        patience.repeatUnchecked(
            () -> {
              assets.shareUnused(served(contents, stored), run.actor());
              return true;
            });
      }
      return new ImportReport(options.dryRun(), contents, files, stored);
    }
  }

  /** Those that were stored and that their site serves by themselves. */
  private static List<String> served(ArchiveContents contents, List<AssetReport> images) {
    Site site = contents.site();
    Set<String> served =
        contents.images().stream()
            .filter(item -> site.isServed(item.source()))
            .map(item -> site.placed(item.path()))
            .collect(Collectors.toSet());
    return images.stream()
        .filter(image -> image.outcome() != AssetReport.Outcome.REJECTED)
        .map(AssetReport::path)
        .filter(served::contains)
        .toList();
  }

  /** All files are read before the first is stored: names and links depend on all of them. */
  private void survey(ArchiveContents contents) {
    if (contents.site().engine().isEmpty()) {
      return;
    }
    try (Workers<Boolean> surveyors = new Workers<>(workers)) {
      surveyors.all(
          batches(contents.snips()).stream()
              .map(
                  batch ->
                      (Callable<Boolean>)
                          () -> {
                            for (Item item : batch) {
                              posts.survey(file(item, contents.site()), contents.site());
                            }
                            return true;
                          })
              .toList());
    }
    contents.site().settle(slugs -> patience.repeatUnchecked(() -> posts.origins(slugs)));
    if (contents.site().isExport()) {
      contents.site().linkTo(posts.byOldAddress());
    }
  }

  private static SnipFile file(Item item, Site site) {
    SnipPath path = site.text(item.path()).orElseThrow();
    return new SnipFile(path, item.content().get(), item.modifiedAt());
  }

  private static byte[] read(Archive archive, ArchiveEntry entry) {
    try {
      return archive.read(entry);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Enough for all workers, and none so large that those of all workers fill the heap. */
  private List<List<Item>> batches(List<Item> snips) {
    int most = Math.max(1, Math.min(MAX_BATCH, snips.size() / workers));
    List<List<Item>> batches = new ArrayList<>();
    List<Item> batch = new ArrayList<>();
    long bytes = 0;
    for (Item snip : snips) {
      bytes += snip.bytes();
      if (!batch.isEmpty() && (batch.size() == most || bytes > MAX_BATCH_BYTES)) {
        batches.add(batch);
        batch = new ArrayList<>();
        bytes = snip.bytes();
      }
      batch.add(snip);
    }
    if (!batch.isEmpty()) {
      batches.add(batch);
    }
    return batches;
  }

  private Callable<List<FileReport>> snips(
      List<Item> batch, ImportRun run, AtomicInteger done, ImportProgress progress) {
    return () -> {
      List<SnipFile> files = new ArrayList<>();
      for (Item item : batch) {
        files.add(file(item, run.site()));
      }
      List<FileReport> reports = patience.repeat(() -> posts.bring(files, run));
      done.addAndGet(files.size());
      progress.done(files.size());
      return reports;
    };
  }

  private Callable<AssetReport> image(
      Item item,
      ImageTable table,
      ImportRun run,
      Supplier<Boolean> meetsAnother,
      ImportProgress progress) {
    String path = run.site().placed(item.path());
    return () -> {
      try {
        if (run.site().isHidden(item.source())) {
          throw new RefusedAsset("it belongs to what is not for readers; upload it when that is");
        }
        if (assets.isThere(path) && meetsAnother.get() && isReplacing(path, item, run)) {
          throw new RefusedAsset(
              "another file has its name, as posts of another site have those of this one"
                  + SameSlug.TO_HAVE_BOTH);
        }
        StoredAsset stored = stored(item, table, run);
        return new AssetReport(
            path, AssetReport.Outcome.valueOf(stored.outcome().name()), null, stored.warnings());
      } catch (RefusedAsset e) {
        return new AssetReport(path, AssetReport.Outcome.REJECTED, e.getMessage(), List.of());
      } finally {
        progress.done(1);
      }
    };
  }

  private boolean isReplacing(String path, Item item, ImportRun run) throws Exception {
    byte[] bytes = item.content().get();
    return patience
            .repeat(
                () ->
                    assets.bring(
                        path, AssetFacts.NONE, true, new ByteArrayInputStream(bytes), run.actor()))
            .outcome()
        == StoredAsset.Outcome.REPLACED;
  }

  /** Old addresses that it cannot have do not keep a file out. */
  private StoredAsset stored(Item item, ImageTable table, ImportRun run) throws Exception {
    AssetFacts facts = table.of(item).renamed(run.site()::placed);
    byte[] bytes = item.content().get();
    try {
      return stored(item, facts, bytes, run);
    } catch (RefusedAsset e) {
      if (facts.former().isEmpty()) {
        throw e;
      }
      StoredAsset stored = stored(item, facts.withoutFormer(), bytes, run);
      table.refused(item, String.valueOf(e.getMessage()));
      return stored;
    }
  }

  private StoredAsset stored(Item item, AssetFacts facts, byte[] bytes, ImportRun run)
      throws Exception {
    String path = run.site().placed(item.path());
    return patience.repeat(
        () ->
            assets.bring(path, facts, run.dryRun(), new ByteArrayInputStream(bytes), run.actor()));
  }

  /** The store stayed away, though it was waited for. What was imported stays. */
  static final class Interrupted extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Interrupted(int done, int all, Throwable cause) {
      super("%d of %d posts were done until then".formatted(done, all), cause);
    }
  }

  /**
   * How an import is to be done.
   *
   * @param publish whether posts that are no drafts go on the site, announced to nobody
   * @param dryRun whether it is only said what would become of each file
   * @param authority whose the feed entries' ids are (RFC 4151); absent where nobody says
   * @param folder what all addresses begin with; absent when they stay as they are
   */
  record Options(
      boolean publish, boolean dryRun, @Nullable String authority, @Nullable String folder) {

    Options(boolean publish, boolean dryRun, @Nullable String authority) {
      this(publish, dryRun, authority, null);
    }
  }
}
