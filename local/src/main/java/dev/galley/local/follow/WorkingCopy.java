package dev.galley.local.follow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.Status;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEditor;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.errors.LockFailedException;
import org.eclipse.jgit.errors.RepositoryNotFoundException;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.jspecify.annotations.Nullable;

/**
 * A git working copy that takes commits without its files being touched first: the commit is made
 * in the repository, then index and files follow. What a kill leaves between the two is in a
 * journal in {@code .git}, and is made good at the next start. One process at a time; somebody may
 * work in it beside, on other files.
 */
final class WorkingCopy implements AutoCloseable {

  private static final String JOURNAL = "galley-follow";
  private static final String LOCK = "galley-follow.lock";
  private static final int TRIES = 20;
  private static final long PAUSE_MILLIS = 500;

  private final Repository repository;
  private final String branch;
  private final Path root;
  private final FileChannel lock;

  /** Paths that are committed, and not yet in index and files. */
  private final Set<String> behind = new LinkedHashSet<>();

  private @Nullable ObjectId treeCommit;
  private @Nullable DirCache tree;

  private WorkingCopy(Repository repository, String branch, FileChannel lock) {
    this.repository = repository;
    this.branch = branch;
    this.root = repository.getWorkTree().toPath();
    this.lock = lock;
  }

  /**
   * Opens a working copy; a folder that is not there or empty becomes one.
   *
   * @param folder its top
   * @param ours the folders that will be written to
   * @throws CannotFollow when it is none, or has changes that are not committed
   */
  static WorkingCopy open(Path folder, List<String> ours) {
    try {
      WorkingCopy copy = opened(folder.toAbsolutePath().normalize());
      try {
        copy.recover();
        copy.refuseUncommitted(ours);
        return copy;
      } catch (IOException | RuntimeException e) {
        copy.close();
        throw e;
      }
    } catch (IOException e) {
      throw new CannotFollow(folder + " cannot be used: " + e.getMessage(), e);
    }
  }

  private static WorkingCopy opened(Path folder) throws IOException {
    Repository repository = repository(folder).getRepository();
    if (repository.isBare()) {
      throw new CannotFollow(folder + " is a bare repository; name a working copy of it", null);
    }
    String branch = repository.getFullBranch();
    if (branch == null || !branch.startsWith(Constants.R_HEADS)) {
      throw new CannotFollow(folder + " is on no branch; check one out", null);
    }
    FileChannel channel =
        FileChannel.open(
            repository.getDirectory().toPath().resolve(LOCK),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE);
    if (!taken(channel)) {
      channel.close();
      throw new CannotFollow("Another galley follow keeps " + folder, null);
    }
    return new WorkingCopy(repository, branch, channel);
  }

  /** Until the channel is closed. */
  private static boolean taken(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      // By this very process.
      return false;
    }
  }

  private static Git repository(Path folder) throws IOException {
    try {
      return Git.open(folder.toFile());
    } catch (RepositoryNotFoundException e) {
      if (!isEmpty(folder)) {
        throw new CannotFollow(
            folder
                + " is not the top of a git working copy, and not empty; run git init there, or"
                + " name an empty folder",
            e);
      }
      try {
        return Git.init().setDirectory(folder.toFile()).setInitialBranch("main").call();
      } catch (GitAPIException refused) {
        throw new CannotFollow("No repository can be made in " + folder, refused);
      }
    }
  }

  private static boolean isEmpty(Path folder) throws IOException {
    if (Files.notExists(folder)) {
      return true;
    }
    try (Stream<Path> contents = Files.list(folder)) {
      return contents.findAny().isEmpty();
    }
  }

  /** What a process that was killed had committed is taken over into index and files. */
  private void recover() throws IOException {
    Path journal = journal();
    if (Files.notExists(journal)) {
      return;
    }
    behind.addAll(Files.readAllLines(journal));
    // Held by the process that was killed, if nobody lets them go in time.
    for (String held : List.of("index.lock", "HEAD.lock", branch + ".lock")) {
      Path file = repository.getDirectory().toPath().resolve(held);
      for (int look = 0; Files.exists(file) && look < TRIES / 4; look++) {
        pause();
      }
      Files.deleteIfExists(file);
    }
    catchUp();
  }

  private void refuseUncommitted(List<String> ours) {
    try (Git git = Git.wrap(repository)) {
      Status status = git.status().call();
      Set<String> changed = new TreeSet<>(status.getUncommittedChanges());
      status.getUntracked().stream()
          .filter(path -> ours.stream().anyMatch(path::startsWith))
          .forEach(changed::add);
      if (!changed.isEmpty()) {
        throw new CannotFollow(
            "%s has changes that are not committed: %s%s; commit them or take them back"
                .formatted(
                    root, changed.iterator().next(), changed.size() > 1 ? " and others" : ""),
            null);
      }
    } catch (GitAPIException e) {
      throw new CannotFollow(root + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** Is given each commit of the history, newest first. */
  interface Reader {
    void read(RevCommit commit);
  }

  /** Reads the whole history of the branch. */
  void history(Reader reader) {
    try (RevWalk walk = new RevWalk(repository)) {
      ObjectId head = repository.resolve(Constants.HEAD);
      if (head == null) {
        return;
      }
      walk.markStart(walk.parseCommit(head));
      for (RevCommit commit : walk) {
        reader.read(commit);
        commit.disposeBody();
      }
    } catch (IOException e) {
      throw new CannotFollow("The history of " + root + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** Whether there is something at a path, committed or not. */
  boolean holds(String path) {
    try {
      return head().getEntry(path) != null
          || Files.exists(root.resolve(path), LinkOption.NOFOLLOW_LINKS) && !behind.contains(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether the newest commit has just this at a path. */
  boolean holds(String path, byte[] content) {
    try (ObjectInserter.Formatter ids = new ObjectInserter.Formatter()) {
      DirCacheEntry entry = head().getEntry(path);
      return entry != null && entry.getObjectId().equals(ids.idFor(Constants.OBJ_BLOB, content));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Commits on top of the branch; index and files follow with {@link #catchUp}.
   *
   * @param changes the content by path; empty where the file is to go
   * @throws CannotFollow when one of the files has changes that are not committed
   */
  void commit(
      Map<String, Optional<byte[]>> changes, String message, PersonIdent author, PersonIdent by) {
    try {
      if (!branch.equals(repository.getFullBranch())) {
        throw new CannotFollow(
            root + " is no longer on " + Repository.shortenRefName(branch), null);
      }
      changes.keySet().forEach(this::refuseIfChanged);
      write(changes.keySet());
      for (int attempt = 0; !tryToCommit(changes, message, author, by); attempt++) {
        if (attempt == TRIES) {
          throw new CannotFollow("The branch of " + root + " is locked by somebody", null);
        }
        pause();
      }
    } catch (IOException e) {
      throw new CannotFollow(root + " cannot be written: " + e.getMessage(), e);
    }
  }

  private boolean tryToCommit(
      Map<String, Optional<byte[]>> changes, String message, PersonIdent author, PersonIdent by)
      throws IOException {
    ObjectId head = repository.resolve(Constants.HEAD);
    DirCache edited = head();
    // Read anew, unless what is edited now becomes the newest commit.
    treeCommit = null;
    try (ObjectInserter inserter = repository.newObjectInserter()) {
      DirCacheEditor editor = edited.editor();
      for (Map.Entry<String, Optional<byte[]>> change : changes.entrySet()) {
        if (change.getValue().isEmpty()) {
          editor.add(new DirCacheEditor.DeletePath(change.getKey()));
        } else {
          ObjectId blob = inserter.insert(Constants.OBJ_BLOB, change.getValue().get());
          editor.add(new Put(change.getKey(), blob));
        }
      }
      editor.finish();
      CommitBuilder commit = new CommitBuilder();
      commit.setTreeId(edited.writeTree(inserter));
      if (head != null) {
        commit.setParentId(head);
      }
      commit.setAuthor(author);
      commit.setCommitter(by);
      commit.setEncoding(StandardCharsets.UTF_8);
      commit.setMessage(message);
      ObjectId id = inserter.insert(commit);
      inserter.flush();
      RefUpdate update = repository.updateRef(Constants.HEAD);
      update.setNewObjectId(id);
      update.setExpectedOldObjectId(head == null ? ObjectId.zeroId() : head);
      update.setRefLogMessage("galley follow", false);
      boolean done =
          switch (update.update()) {
            case NEW, FAST_FORWARD -> true;
            default -> false;
          };
      if (done) {
        treeCommit = id;
      }
      return done;
    }
  }

  /** The files of the newest commit, read anew when somebody else has committed. */
  private DirCache head() throws IOException {
    ObjectId head = repository.resolve(Constants.HEAD);
    DirCache known = tree;
    if (known != null && head != null && head.equals(treeCommit)) {
      return known;
    }
    DirCache read = DirCache.newInCore();
    if (head != null) {
      try (ObjectReader reader = repository.newObjectReader();
          RevWalk walk = new RevWalk(reader)) {
        read = DirCache.read(reader, walk.parseCommit(head).getTree());
      }
    }
    tree = read;
    treeCommit = head;
    return read;
  }

  /** A change that somebody makes by hand is never written over. */
  private void refuseIfChanged(String path) {
    if (behind.contains(path)) {
      return;
    }
    try {
      Path file = file(path);
      boolean there = Files.exists(file, LinkOption.NOFOLLOW_LINKS);
      DirCacheEntry entry = head().getEntry(path);
      if (there != (entry != null)
          || there
              && (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                  || !holds(path, Files.readAllBytes(file)))) {
        throw new CannotFollow(
            path + " was changed in " + root + " and not committed; commit it or take it back",
            null);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A link among the folders would lead out of the working copy. */
  private Path file(String path) {
    Path file = root;
    for (Path part : Path.of(path)) {
      if (Files.isSymbolicLink(file) && !file.equals(root)) {
        throw new CannotFollow(file + " is a symbolic link, which is not followed", null);
      }
      file = file.resolve(part.toString());
    }
    return file;
  }

  private void write(Set<String> paths) throws IOException {
    behind.addAll(paths);
    Path journal = journal();
    Path written = journal.resolveSibling(JOURNAL + ".new");
    Files.write(written, behind);
    Files.move(
        written, journal, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Has index and files follow what was committed. */
  void catchUp() {
    if (behind.isEmpty()) {
      return;
    }
    try {
      Map<String, ObjectId> wanted = new HashMap<>();
      DirCache head = head();
      for (String path : behind) {
        DirCacheEntry entry = head.getEntry(path);
        if (entry != null) {
          wanted.put(path, entry.getObjectId().copy());
        }
      }
      writeFiles(wanted);
      writeIndex(wanted);
      behind.clear();
      Files.deleteIfExists(journal());
    } catch (IOException e) {
      throw new CannotFollow(root + " cannot be written: " + e.getMessage(), e);
    }
  }

  private void writeFiles(Map<String, ObjectId> wanted) throws IOException {
    try (ObjectReader reader = repository.newObjectReader()) {
      for (String path : behind) {
        Path file = file(path);
        ObjectId blob = wanted.get(path);
        if (blob == null) {
          Files.deleteIfExists(file);
          removeEmptyFolders(file.getParent());
        } else {
          Files.createDirectories(file.getParent());
          Path written = file.resolveSibling("." + file.getFileName() + ".galley");
          Files.write(written, reader.open(blob, Constants.OBJ_BLOB).getBytes());
          Files.move(
              written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }

  private void removeEmptyFolders(@Nullable Path folder) throws IOException {
    for (Path empty = folder;
        empty != null && !empty.equals(root) && Files.isDirectory(empty) && isEmpty(empty);
        empty = empty.getParent()) {
      Files.delete(empty);
    }
  }

  private void writeIndex(Map<String, ObjectId> wanted) throws IOException {
    DirCache index = locked();
    try {
      DirCacheEditor editor = index.editor();
      for (String path : behind) {
        ObjectId blob = wanted.get(path);
        if (blob == null) {
          editor.add(new DirCacheEditor.DeletePath(path));
        } else {
          Path file = file(path);
          editor.add(
              new Put(path, blob) {
                @Override
                public void apply(DirCacheEntry entry) {
                  super.apply(entry);
                  stat(file, entry);
                }
              });
        }
      }
      if (!editor.commit()) {
        throw new IOException("the index cannot be written");
      }
    } finally {
      index.unlock();
    }
  }

  private static void stat(Path file, DirCacheEntry entry) {
    try {
      entry.setLength(Files.size(file));
      entry.setLastModified(Files.getLastModifiedTime(file).toInstant());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private DirCache locked() throws IOException {
    for (int attempt = 0; ; attempt++) {
      try {
        return repository.lockDirCache();
      } catch (LockFailedException e) {
        if (attempt == TRIES) {
          throw new CannotFollow(
              "The index of " + root + " is locked; when no git runs there, delete .git/index.lock",
              e);
        }
        pause();
      }
    }
  }

  private static class Put extends DirCacheEditor.PathEdit {

    private final ObjectId blob;

    private Put(String path, ObjectId blob) {
      super(path);
      this.blob = blob;
    }

    @Override
    public void apply(DirCacheEntry entry) {
      entry.setFileMode(FileMode.REGULAR_FILE);
      entry.setObjectId(blob);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CannotFollow("Interrupted", e);
    }
  }

  private Path journal() {
    return repository.getDirectory().toPath().resolve(JOURNAL);
  }

  @Override
  public void close() {
    repository.close();
    try {
      lock.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
