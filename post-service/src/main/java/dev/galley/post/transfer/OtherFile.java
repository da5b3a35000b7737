package dev.galley.post.transfer;

import dev.galley.post.transfer.archive.RefusedArchive;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** What people try to import that is neither a zip file nor an export, told by its beginning. */
final class OtherFile {

  private static final int HEAD_BYTES = 4096;

  private OtherFile() {}

  /**
   * Says what a file is instead of what it is not.
   *
   * @throws RefusedArchive when it is known
   */
  static void refuse(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      String what = what(new String(in.readNBytes(HEAD_BYTES), StandardCharsets.ISO_8859_1));
      if (!what.isEmpty()) {
        throw new RefusedArchive(what);
      }
    }
  }

  private static String what(String bytes) {
    if (bytes.isEmpty()) {
      return "an empty file";
    }
    if (bytes.startsWith("\u00FF\u00FE") || bytes.startsWith("\u00FE\u00FF")) {
      return "a text in UTF-16; save it as UTF-8";
    }
    if (bytes.startsWith("\u001F\u008B")) {
      return "a file packed by gzip; make a zip file of what is in it";
    }
    String text =
        bytes.replaceFirst("^\u00EF\u00BB\u00BF", "").stripLeading().toLowerCase(Locale.ROOT);
    if (text.startsWith("{") || text.startsWith("[")) {
      return "JSON that is no export of Ghost";
    }
    if (text.startsWith("<!doctype html") || text.startsWith("<html")) {
      return "a page of HTML; put it into a folder and make a zip file of that";
    }
    if (text.startsWith("<")) {
      boolean feed =
          text.contains("<rss") || text.contains("<rdf:rdf") || text.contains("2005/atom");
      return feed
          ? "a feed, which has no more than the newest posts; export the site itself"
          : "XML that is no export of WordPress";
    }
    return "";
  }
}
