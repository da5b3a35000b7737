package dev.galley.post.transfer;

import dev.galley.post.asset.Assets;
import dev.galley.post.content.Post;
import dev.galley.post.content.Posts;
import dev.galley.post.snip.WrittenManuscript;
import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDateTime;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Gives every post and every image back in one zip file: sorted and with fixed times, so that the
 * same posts always make the same bytes.
 */
final class ExportingPosts {

  /** The beginning of time in a zip file. */
  private static final LocalDateTime FIXED_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private final Posts posts;
  private final Assets assets;

  ExportingPosts(Posts posts, Assets assets) {
    this.posts = posts;
    this.assets = assets;
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
   * Gathers all posts, then lets the recipient have them: a store that fails does so before the
   * first byte is out.
   */
  void export(Recipient recipient) throws IOException {
    try (Spool spool = new Spool()) {
      posts.forEach((post, source) -> add(spool, post, source));
      recipient.accept(out -> write(spool, out));
    }
  }

  private static void add(Spool spool, Post post, byte @Nullable [] source) {
    WrittenManuscript file = ExportedPost.of(post, source);
    // Two imports may have had different files of one name.
    String path = spool.contains(file.path()) ? post.id() + "/" + file.path() : file.path();
    spool.add(path, file.bytes());
  }

  private void write(Spool spool, OutputStream out) throws IOException {
    ZipOutputStream zip = new ZipOutputStream(out);
    for (String path : assets.paths()) {
      begin(zip, path);
      if (!assets.writeTo(path, zip)) {
        throw new IOException("An image was removed during the export");
      }
    }
    for (String name : spool.names()) {
      begin(zip, ArchiveContents.SNIPS + name);
      zip.write(spool.read(name));
    }
    zip.finish();
  }

  private static void begin(ZipOutputStream zip, String name) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(FIXED_TIME);
    zip.putNextEntry(entry);
  }
}
