package dev.galley.post.transfer.export;

import dev.galley.post.content.Post;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** What an export is written as: gets every post once, in any order, then writes the files. */
public interface ExportFormat {

  /** The files of an archive. */
  @FunctionalInterface
  interface Files {

    /**
     * Begins a file, which ends with the next one.
     *
     * @param path relative to the archive
     */
    OutputStream begin(String path) throws IOException;
  }

  /**
   * Takes a post up; it is not kept in memory.
   *
   * @param source the bytes that it was imported from
   */
  void add(Post post, byte @Nullable [] source);

  /** The folder in which {@code images/} is. */
  String folderOfImages();

  /** The same for what readers do not see; null where that must not come along. */
  @Nullable String folderOfUnseenImages();

  /** Writes everything but the images, the same posts always in the same order. */
  void writeTo(Files files) throws IOException;
}
