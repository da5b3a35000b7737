package dev.galley.post.transfer;

import dev.galley.post.asset.Assets;
import dev.galley.post.asset.RefusedAsset;
import dev.galley.post.asset.StoredAsset;
import dev.galley.post.content.Actor;
import dev.galley.post.snip.SnipPath;
import dev.galley.post.transfer.ArchiveContents.Item;
import dev.galley.post.transfer.ImportReport.AssetReport;
import dev.galley.post.transfer.archive.Archive;
import dev.galley.post.transfer.archive.ArchiveLimits;
import dev.galley.post.transfer.archive.RefusedArchive;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/**
 * Imports a zip file: first unpacks all of it to see that it can be taken, then stores the images,
 * then the posts. Each file is stored wholly or not at all, and importing the same again completes
 * what was interrupted.
 */
final class ImportingArchives {

  private static final int MAX_BATCH = 100;

  /** As many as the largest file has. */
  private static final long MAX_BATCH_BYTES = 2L * 1024 * 1024;

  private final ImportingPosts posts;
  private final Assets assets;
  private final int workers;
  private final ArchiveLimits limits;

  ImportingArchives(ImportingPosts posts, Assets assets, int workers, ArchiveLimits limits) {
    this.posts = posts;
    this.assets = assets;
    this.workers = workers;
    this.limits = limits;
  }

  /**
   * Imports all of an archive.
   *
   * @throws RefusedArchive when it cannot be taken as a whole; nothing was stored then
   */
  ImportReport bring(Path zip, Options options, Actor actor) throws IOException {
    try (Archive archive = Archive.open(zip, limits)) {
      archive.verify();
      return bring(archive, options, actor);
    }
  }

  private ImportReport bring(Archive archive, Options options, Actor actor) {
    ArchiveContents contents = ArchiveContents.of(archive.entries());
    Set<String> paths = contents.snips().stream().map(Item::path).collect(Collectors.toSet());
    ImportRun run = new ImportRun(options.publish(), options.authority(), actor, paths);
    try (Workers<AssetReport> images = new Workers<>(workers);
        Workers<List<FileReport>> snips = new Workers<>(workers)) {
      List<AssetReport> stored =
          images.all(contents.images().stream().map(item -> image(archive, item)).toList());
      List<FileReport> files = new ArrayList<>();
      snips
          .all(batches(contents.snips()).stream().map(batch -> snips(archive, batch, run)).toList())
          .forEach(files::addAll);
      contents.others().stream()
          .map(
              path ->
                  FileReport.rejected(
                      path, null, "not Markdown, HTML or a snip; images belong in images/"))
          .forEach(files::add);
      files.sort(Comparator.comparing(FileReport::path));
      return new ImportReport(files, stored);
    }
  }

  /** Enough for all workers, and none so large that those of all workers fill the heap. */
  private List<List<Item>> batches(List<Item> snips) {
    int most = Math.max(1, Math.min(MAX_BATCH, snips.size() / workers));
    List<List<Item>> batches = new ArrayList<>();
    List<Item> batch = new ArrayList<>();
    long bytes = 0;
    for (Item snip : snips) {
      bytes += snip.entry().unpackedBytes();
      if (!batch.isEmpty() && (batch.size() == most || bytes > MAX_BATCH_BYTES)) {
        batches.add(batch);
        batch = new ArrayList<>();
        bytes = snip.entry().unpackedBytes();
      }
      batch.add(snip);
    }
    if (!batch.isEmpty()) {
      batches.add(batch);
    }
    return batches;
  }

  private Callable<List<FileReport>> snips(Archive archive, List<Item> batch, ImportRun run) {
    return () -> {
      List<SnipFile> files = new ArrayList<>();
      for (Item item : batch) {
        SnipPath path = SnipPath.of(item.path()).orElseThrow();
        files.add(new SnipFile(path, archive.read(item.entry()), item.entry().modifiedAt()));
      }
      return posts.bring(files, run);
    };
  }

  private Callable<AssetReport> image(Archive archive, Item item) {
    return () -> {
      try {
        StoredAsset stored = assets.store(item.path(), archive.read(item.entry()));
        return new AssetReport(
            item.path(),
            AssetReport.Outcome.valueOf(stored.outcome().name()),
            null,
            stored.warnings());
      } catch (RefusedAsset e) {
        return new AssetReport(
            item.path(), AssetReport.Outcome.REJECTED, e.getMessage(), List.of());
      }
    };
  }

  /**
   * How an import is to be done.
   *
   * @param publish whether posts that are no drafts go on the site, announced to nobody
   * @param authority whose the feed entries' ids are (RFC 4151): the domain of the old site
   */
  record Options(boolean publish, String authority) {}
}
