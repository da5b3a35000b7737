package dev.galley.local.backup;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Packs what was put aside of a data folder into one file. It has its name only when it is complete
 * and on the disk, and is readable by its owner alone, for it holds every secret of the folder.
 */
public final class Backup {

  private final Path staging;
  private final Path file;
  private final Progress progress;
  private final Map<Object, Manifest.File> known = new HashMap<>();
  private final Set<String> contents = new HashSet<>();

  private Backup(Path staging, Path file, Progress progress) {
    this.staging = staging;
    this.file = file;
    this.progress = progress;
  }

  /**
   * What is in a backup.
   *
   * @param files how many files of the data folder
   * @param contents what they hold, by hash
   */
  public record Written(int files, Set<String> contents) {

    public Written {
      contents = Set.copyOf(contents);
    }

    /**
     * The names of the files whose bytes are not in it, or not as they were.
     *
     * @param names what each of them has to hold: a hash and a name a line; need not exist
     */
    public List<String> missing(Path names) throws IOException {
      return Files.exists(names)
          ? Files.readAllLines(names).stream()
              .map(line -> line.split(" ", 2))
              .filter(file -> !contents.contains(file[0]))
              .map(file -> file[1])
              .sorted()
              .toList()
          : List.of();
    }
  }

  /**
   * Writes a backup.
   *
   * @param staging a folder in which nothing changes
   * @param file must not exist
   * @param madeAt when the folder was put aside
   * @throws BackupUnusable when the disk fails; there is no file then
   */
  public static Written write(Path staging, Path file, Instant madeAt, Progress progress) {
    return new Backup(staging, file, progress).write(madeAt);
  }

  private Written write(Instant madeAt) {
    Path unfinished = file.resolveSibling(file.getFileName() + ".part");
    try {
      List<Path> files = files();
      Files.deleteIfExists(unfinished);
      Files.createFile(unfinished, readableByOwner());
      Manifest manifest = pack(files, unfinished, madeAt);
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
      return new Written(manifest.files().size(), contents);
    } catch (IOException | UncheckedIOException e) {
      throw new BackupUnusable("The backup cannot be written: " + e, e);
    } finally {
      discard(unfinished);
    }
  }

  private static void discard(Path unfinished) {
    try {
      Files.deleteIfExists(unfinished);
    } catch (IOException e) {
      // It says by its name what it is, and the next backup of that name replaces it.
      return;
    }
  }

  private static FileAttribute<?>[] readableByOwner() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> found = Files.walk(staging)) {
      return found.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private Manifest pack(List<Path> files, Path into, Instant madeAt) throws IOException {
    List<Manifest.File> packed = new ArrayList<>();
    long all = 0;
    for (Path one : files) {
      all += Files.size(one);
    }
    long done = 0;
    try (FileChannel channel = FileChannel.open(into, StandardOpenOption.WRITE)) {
      try (ZipOutputStream zip =
          new ZipOutputStream(new KeptOpen(Channels.newOutputStream(channel)))) {
        zip.setLevel(Deflater.BEST_SPEED);
        for (Path one : files) {
          Manifest.File file = pack(one, zip);
          packed.add(file);
          done += file.bytes();
          progress.at(done, all);
        }
        zip.putNextEntry(new ZipEntry(Manifest.ENTRY));
        zip.write(new Manifest(Manifest.FORMAT, madeAt, packed).json());
        zip.closeEntry();
      }
      channel.force(true);
    }
    return new Manifest(Manifest.FORMAT, madeAt, packed);
  }

  /** Pictures lie twice in the folder, by content and by path: two links to one file. */
  private Manifest.File pack(Path one, ZipOutputStream zip) throws IOException {
    String path = staging.relativize(one).toString().replace('\\', '/');
    Object key = key(one);
    Manifest.File same = key == null ? null : known.get(key);
    if (same != null) {
      return new Manifest.File(path, same.bytes(), same.sha256());
    }
    Content content = Content.of(one);
    Manifest.File file = new Manifest.File(path, content.bytes(), content.sha256());
    if (contents.add(file.sha256())) {
      zip.putNextEntry(new ZipEntry(file.entry()));
      Content written;
      try (InputStream in = Files.newInputStream(one)) {
        written = Content.copy(in, zip, Long.MAX_VALUE);
      }
      zip.closeEntry();
      if (!written.equals(content)) {
        throw new IOException(one + " changed while it was read");
      }
    }
    if (key != null) {
      known.put(key, file);
    }
    return file;
  }

  private static @Nullable Object key(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
  }

  /** Closing the archive must not close the channel, which has to be forced. */
  private static final class KeptOpen extends FilterOutputStream {

    private KeptOpen(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      out.write(bytes, from, length);
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }
}
