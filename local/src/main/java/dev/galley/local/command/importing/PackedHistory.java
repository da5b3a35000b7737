package dev.galley.local.command.importing;

import dev.galley.local.history.GitHistory;
import dev.galley.local.history.GitHistory.Version;
import dev.galley.web.Sha256;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import tools.jackson.databind.json.JsonMapper;

/**
 * Adds to an archive what its files said before, in lists as post-service reads them. What an
 * archive may hold is for the files first: where a long history does not fit, each file brings
 * fewer versions of it.
 */
final class PackedHistory {

  private static final JsonMapper JSON = JsonMapper.shared();

  /** Below what archives may hold, with room for the lists' names. */
  private static final long ARCHIVE_BYTES = 90L * 1024 * 1024;

  private static final int ARCHIVE_FILES = 9_500;
  private static final long HISTORY_BYTES = 60L * 1024 * 1024;

  /** Of one file, as post-service has it. */
  private static final long FILE_BYTES = 8L * 1024 * 1024;

  /** A small list may be packed as well as it can: repeated texts look like an attack. */
  private static final int LIST_BYTES = 200 * 1024;

  private static final int[] MOST = {GitHistory.MAX_VERSIONS, 200, 100, 50, 20, 10, 5, 2, 1, 0};

  private final GitHistory history;
  private final PrintStream out;

  PackedHistory(GitHistory history, PrintStream out) {
    this.history = history;
    this.out = out;
  }

  /**
   * Adds the history of files.
   *
   * @param posts files by the path that they have in the folder of posts
   * @param others what else is in the archive
   */
  void add(ZipOutputStream zip, Map<String, Path> posts, Collection<Path> others)
      throws IOException {
    int most = most(posts.values(), others);
    int versions = 0;
    int files = 0;
    for (Map.Entry<String, Path> post : posts.entrySet()) {
      List<Version> earlier = most == 0 ? List.of() : history.of(post.getValue(), most);
      int added = add(zip, post.getKey(), earlier);
      versions += added;
      files += added > 0 ? 1 : 0;
    }
    out.printf(
        "history: %d earlier versions of %d files%s%n",
        versions,
        files,
        most == GitHistory.MAX_VERSIONS ? "" : ", at most " + most + " each, for more do not fit");
  }

  private int most(Collection<Path> posts, Collection<Path> others) throws IOException {
    long used = 0;
    for (Path file : posts) {
      used += Files.size(file);
    }
    for (Path file : others) {
      used += Files.size(file);
    }
    long room = Math.min(HISTORY_BYTES, ARCHIVE_BYTES - used);
    int lists = ARCHIVE_FILES - 2 * posts.size() - others.size();
    for (int most : MOST) {
      long bytes = 0;
      for (Path file : posts) {
        bytes += Math.min(FILE_BYTES, history.bytes(file, most));
      }
      if (bytes <= room && bytes / LIST_BYTES <= lists) {
        return most;
      }
    }
    return 0;
  }

  private static int add(ZipOutputStream zip, String path, List<Version> versions)
      throws IOException {
    String prefix = ".galley/history/" + Sha256.hex(path) + "-";
    List<Version> list = new ArrayList<>();
    long listBytes = 0;
    long bytes = 0;
    int lists = 0;
    int added = 0;
    for (Version version : versions) {
      int length = version.text().getBytes(StandardCharsets.UTF_8).length;
      bytes += length;
      if (bytes > FILE_BYTES) {
        break;
      }
      if (!list.isEmpty() && listBytes + length > LIST_BYTES) {
        write(zip, prefix, lists++, list);
        list.clear();
        listBytes = 0;
      }
      list.add(version);
      listBytes += length;
      added++;
    }
    if (!list.isEmpty()) {
      write(zip, prefix, lists, list);
    }
    return added;
  }

  private static void write(ZipOutputStream zip, String prefix, int number, List<Version> list)
      throws IOException {
    zip.putNextEntry(new ZipEntry("%s%04d.json".formatted(prefix, number)));
    zip.write(JSON.writeValueAsBytes(list));
    zip.closeEntry();
  }
}
