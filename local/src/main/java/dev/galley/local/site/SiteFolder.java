package dev.galley.local.site;

import dev.galley.web.Sha256;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The folder of a copied site. It knows by a manifest which files it has written, and touches no
 * others; each is replaced as a whole, and so is the manifest, which names a file before it is
 * there: whatever is interrupted is completed by the next run. For one process at a time.
 */
final class SiteFolder implements Closeable {

  /** What is not of the site; no post can have an address that begins like it. */
  static final String OWN = "_galley";

  private static final String MANIFEST = OWN + "/manifest.tsv";
  private static final Pattern UNUSABLE = Pattern.compile("\\p{Cntrl}|\\\\");
  private static final int MAX_NAME_BYTES = 240;

  /** What became of a file. */
  enum Outcome {
    WRITTEN,
    UNCHANGED,
    /** There is another's file in its place. */
    FOREIGN,
    /** Another address of the same run has the same path. */
    TAKEN
  }

  /**
   * A file of the copy.
   *
   * @param sha256 of its bytes
   * @param tag the entity tag of what it was made of; empty for none
   * @param leadsTo the addresses with a query that it leads to
   */
  record Kept(String path, String sha256, String tag, String address, List<String> leadsTo) {

    private String line() {
      return String.join("\t", path, sha256, tag, address, String.join(" ", leadsTo));
    }

    private static Optional<Kept> of(String line) {
      String[] columns = line.split("\t", -1);
      // The last line of a run that was killed may be torn.
      return columns.length != 5 || columns[1].length() != 64
          ? Optional.empty()
          : Optional.of(
              new Kept(
                  columns[0],
                  columns[1],
                  columns[2],
                  columns[3],
                  columns[4].isEmpty() ? List.of() : List.of(columns[4].split(" "))));
    }
  }

  /** Another run has the folder. */
  static final class InUse extends IOException {

    private static final long serialVersionUID = 1L;
  }

  private final Path root;
  private final FileChannel lock;
  private final Map<String, Kept> before = new TreeMap<>();
  private final Map<String, Kept> byAddress = new TreeMap<>();
  private final Map<String, Kept> now = new TreeMap<>();
  private final BufferedWriter log;

  /**
   * Opens a folder, and makes it where there is none.
   *
   * @throws InUse when another run has it
   */
  SiteFolder(Path folder) throws IOException {
    Files.createDirectories(folder);
    root = folder.toRealPath();
    Files.createDirectories(root.resolve(OWN));
    lock =
        FileChannel.open(
            root.resolve(OWN + "/lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (!isLocked(lock)) {
      lock.close();
      throw new InUse();
    }
    Path manifest = root.resolve(MANIFEST);
    if (Files.exists(manifest)) {
      for (String line : Files.readAllLines(manifest, StandardCharsets.UTF_8)) {
        Kept.of(line).filter(kept -> isUsable(kept.path())).ifPresent(this::remember);
      }
    }
    log =
        Files.newBufferedWriter(
            manifest, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    // After a torn line.
    log.newLine();
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      FileLock held = channel.tryLock();
      return held != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  private void remember(Kept kept) {
    before.put(kept.path(), kept);
    byAddress.put(kept.address(), kept);
  }

  /** Whether a path, which comes from another machine, may be written to below this folder. */
  static boolean isUsable(String path) {
    return Arrays.stream(path.split("/", -1))
        .allMatch(
            name ->
                !name.isEmpty()
                    && (!name.startsWith(".") || name.equals(".nojekyll"))
                    && !UNUSABLE.matcher(name).find()
                    && name.getBytes(StandardCharsets.UTF_8).length <= MAX_NAME_BYTES);
  }

  /** What an earlier run made of an address, if that is still there. */
  Optional<Kept> known(String address) throws IOException {
    Kept kept = byAddress.get(address);
    return kept != null && !kept.tag().isEmpty() && isAsWritten(kept)
        ? Optional.of(kept)
        : Optional.empty();
  }

  private boolean isAsWritten(Kept kept) throws IOException {
    byte[] bytes = read(kept.path());
    return bytes != null && Sha256.hex(bytes).equals(kept.sha256());
  }

  private byte @Nullable [] read(String path) throws IOException {
    Path file = root.resolve(path);
    return !leadsAway(file) && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        ? Files.readAllBytes(file)
        : null;
  }

  /** Whether a link of somebody's has the place of one of its folders: it may lead anywhere. */
  private boolean leadsAway(Path file) {
    Path folder = file.getParent();
    while (folder != null && !folder.equals(root)) {
      if (Files.isSymbolicLink(folder)) {
        return true;
      }
      folder = folder.getParent();
    }
    return false;
  }

  /** Keeps what {@link #known} has told. */
  Outcome keep(Kept kept) {
    return now.putIfAbsent(kept.path(), kept) == null ? Outcome.UNCHANGED : Outcome.TAKEN;
  }

  /** Puts a file there, unless it is there as it should be. */
  Outcome write(Kept kept, byte[] bytes) throws IOException {
    if (now.containsKey(kept.path())) {
      return Outcome.TAKEN;
    }
    byte[] there = read(kept.path());
    boolean same = Arrays.equals(there, bytes);
    Path file = root.resolve(kept.path());
    boolean taken =
        !before.containsKey(kept.path()) && Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    if (!same && (taken || leadsAway(file) || Files.isSymbolicLink(file))) {
      return Outcome.FOREIGN;
    }
    log.write(kept.line());
    log.newLine();
    log.flush();
    if (!same) {
      Files.createDirectories(file.getParent());
      Path written = root.resolve(OWN + "/writing");
      Files.write(written, bytes);
      Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
    }
    now.put(kept.path(), kept);
    return same ? Outcome.UNCHANGED : Outcome.WRITTEN;
  }

  /**
   * Removes what earlier runs wrote and this one did not, except what somebody has changed since,
   * and forgets it.
   *
   * @param complete whether this run has seen all of the site; else nothing is removed
   * @return how many files were removed
   */
  int finish(boolean complete) throws IOException {
    int removed = 0;
    for (Kept kept : before.values()) {
      if (!complete) {
        now.putIfAbsent(kept.path(), kept);
      } else if (!now.containsKey(kept.path()) && isAsWritten(kept)) {
        Files.delete(root.resolve(kept.path()));
        removed++;
        removeEmptyFolders(root.resolve(kept.path()));
      }
    }
    log.close();
    Path written = root.resolve(OWN + "/writing");
    Set<String> lines = new HashSet<>();
    now.values().forEach(kept -> lines.add(kept.line()));
    Files.write(written, lines.stream().sorted().toList(), StandardCharsets.UTF_8);
    Files.move(written, root.resolve(MANIFEST), StandardCopyOption.ATOMIC_MOVE);
    return removed;
  }

  private void removeEmptyFolders(Path file) throws IOException {
    for (Path folder = file.getParent();
        folder != null && !folder.equals(root);
        folder = folder.getParent()) {
      try {
        Files.delete(folder);
      } catch (DirectoryNotEmptyException | NoSuchFileException e) {
        return;
      }
    }
  }

  @Override
  public void close() throws IOException {
    log.close();
    lock.close();
  }
}
