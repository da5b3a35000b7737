package dev.galley.post.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.galley.object.Spooled;
import dev.galley.post.asset.AssetFacts;
import dev.galley.post.asset.AssetTable;
import dev.galley.post.asset.Assets;
import dev.galley.post.asset.GivingAssets;
import dev.galley.post.asset.StoringAssets;
import dev.galley.post.content.Pictures;
import dev.galley.post.content.Post;
import dev.galley.post.content.Posts;
import dev.galley.post.draft.SiteProperties;
import dev.galley.post.snip.WrittenManuscript;
import dev.galley.post.transfer.archive.Spool;
import dev.galley.post.transfer.export.ExportFormat;
import dev.galley.post.transfer.export.GhostFormat;
import dev.galley.post.transfer.export.HugoFormat;
import dev.galley.post.transfer.export.Rendering;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Gives every post and every image back in one zip file: sorted and with fixed times, so that the
 * same posts always make the same bytes.
 */
final class ExportingPosts {

  /** What the posts are written as. */
  enum Format {
    SNIPS,
    HUGO,
    GHOST
  }

  /** The beginning of time in a zip file. */
  private static final LocalDateTime FIXED_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  /** Names, a line each, the files whose bytes the store has lost, or not as they were. */
  static final String MISSING = "missing-files.txt";

  /** Names those that readers do not see, where the format has no place for such. */
  static final String LEFT_OUT = "left-out-files.txt";

  private final Posts posts;
  private final Assets assets;
  private final GivingAssets giving;
  private final StoringAssets contents;
  private final SiteProperties site;
  private final Rendering rendering;

  ExportingPosts(
      Posts posts,
      Assets assets,
      GivingAssets giving,
      StoringAssets contents,
      SiteProperties site,
      Rendering rendering) {
    this.contents = contents;
    this.posts = posts;
    this.assets = assets;
    this.giving = giving;
    this.site = site;
    this.rendering = rendering;
  }

  /** What an export gives out once its parts have been gathered. */
  @FunctionalInterface
  interface Gathered {

    /** Writes the zip file; leaves the stream open. */
    void writeTo(OutputStream out) throws IOException;
  }

  /** What to do with what was gathered. */
  @FunctionalInterface
  interface Recipient {

    void accept(Gathered export) throws IOException;
  }

  /**
   * Gathers all posts, then lets the recipient have them: a store that fails, or a service that
   * renders, does so before the first byte is out.
   */
  void export(Format as, Recipient recipient) throws IOException {
    try (Spool spool = new Spool()) {
      ExportFormat format =
          switch (as) {
            case SNIPS -> new Snips(spool);
            case HUGO -> new HugoFormat(site, rendering, spool);
            case GHOST -> new GhostFormat(site, rendering, spool);
          };
      Set<String> shown = new HashSet<>();
      posts.forEach(
          (post, source) -> {
            format.add(post, source);
            shown.addAll(Pictures.shownBy(post));
          });
      Set<String> unseen = giving.unseen(shown);
      // Ghost has no place for them.
      SortedMap<String, AssetFacts> facts =
          as == Format.GHOST ? Collections.emptySortedMap() : giving.facts();
      recipient.accept(out -> write(format, facts, unseen, out));
    }
  }

  private void write(
      ExportFormat format,
      SortedMap<String, AssetFacts> facts,
      Set<String> unseen,
      OutputStream out)
      throws IOException {

    ZipOutputStream zip = new ZipOutputStream(out);
    if (!facts.isEmpty()) {
      AssetTable.write(
          facts, name -> folder(format, unseen, name) + name, begin(zip, AssetTable.NAME));
    }
    List<String> missing = new ArrayList<>();
    List<String> leftOut = new ArrayList<>();
    for (String path : assets.names()) {
      String folder = folder(format, unseen, path);
      if (folder == null) {
        leftOut.add(path);
        continue;
      }
      Spooled content = contents.content(path).orElse(null);
      if (content == null) {
        missing.add(path);
        continue;
      }
      try (content) {
        begin(zip, folder + path);
        Files.copy(content.path(), zip);
      }
    }
    name(missing, MISSING, zip);
    name(leftOut, LEFT_OUT, zip);
    format.writeTo(name -> begin(zip, name));
    zip.finish();
  }

  private static @Nullable String folder(ExportFormat format, Set<String> unseen, String name) {
    return unseen.contains(name) ? format.folderOfUnseenImages() : format.folderOfImages();
  }

  private static void name(List<String> files, String list, ZipOutputStream zip)
      throws IOException {
    if (!files.isEmpty()) {
      begin(zip, list).write((String.join("\n", files) + "\n").getBytes(UTF_8));
    }
  }

  private static OutputStream begin(ZipOutputStream zip, String name) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(FIXED_TIME);
    zip.putNextEntry(entry);
    return zip;
  }

  /** The files that an import has read, and others of their kind. */
  private record Snips(Spool spool) implements ExportFormat {

    @Override
    public void add(Post post, byte @Nullable [] source) {
      WrittenManuscript file = ExportedPost.of(post, source);
      // Two imports may have had different files of one name.
      String path = spool.contains(file.path()) ? post.id() + "/" + file.path() : file.path();
      spool.add(path, file.bytes());
    }

    @Override
    public String folderOfImages() {
      return "";
    }

    @Override
    public String folderOfUnseenImages() {
      return "";
    }

    @Override
    public void writeTo(Files files) throws IOException {
      for (String name : spool.names()) {
        files.begin(ArchiveContents.SNIPS + name).write(spool.read(name));
      }
    }
  }
}
