package dev.galley.local.follow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.Status;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.errors.RepositoryNotFoundException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;

/**
 * A git working copy that takes commits without its files being touched first: the commit is made
 * in the repository, then index and files follow. What a kill leaves between the two is in a
 * journal in {@code .git}, and is made good at the next start. One process at a time; somebody may
 * work in it beside, on other files.
 */
final class WorkingCopy implements AutoCloseable {

  private static final String JOURNAL = "galley-follow";
  private static final String LOCK = "galley-follow.lock";
  static final int TRIES = 20;
  private static final long PAUSE_MILLIS = 500;

  private final Repository repository;
  private final Branch branch;
  private final WorkTree files;
  private final Path root;
  private final FileChannel lock;

  /** Paths that are committed, and not yet in index and files. */
  private final Set<String> behind = new LinkedHashSet<>();

  private WorkingCopy(Repository repository, String branchName, FileChannel lock) {
    this.repository = repository;
    this.branch = new Branch(repository, branchName);
    this.files = new WorkTree(repository);
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
      if (!WorkTree.isEmpty(folder)) {
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

  /** What a process that was killed had committed is taken over into index and files. */
  private void recover() throws IOException {
    Path journal = journal();
    if (Files.notExists(journal)) {
      return;
    }
    behind.addAll(Files.readAllLines(journal));
    // Held by the process that was killed, if nobody lets them go in time.
    for (String held : List.of("index.lock", "HEAD.lock", branch.name() + ".lock")) {
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

  /** Reads the whole history of the branch, newest first. */
  void history(Consumer<RevCommit> reader) {
    try {
      branch.history(reader);
    } catch (IOException e) {
      throw new CannotFollow("The history of " + root + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** Whether there is something at a path, committed or not. */
  boolean holds(String path) {
    try {
      return branch.entry(path) != null || files.holds(path) && !behind.contains(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether the newest commit has just this at a path. */
  boolean holds(String path, byte[] content) {
    try {
      return branch.holds(path, content);
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
      if (!branch.isCheckedOut()) {
        throw new CannotFollow(
            root + " is no longer on " + Repository.shortenRefName(branch.name()), null);
      }
      changes.keySet().forEach(this::refuseIfChanged);
      note(changes.keySet());
      for (int attempt = 0; !branch.commit(changes, message, author, by); attempt++) {
        if (attempt == TRIES) {
          throw new CannotFollow("The branch of " + root + " is locked by somebody", null);
        }
        pause();
      }
    } catch (IOException e) {
      throw new CannotFollow(root + " cannot be written: " + e.getMessage(), e);
    }
  }

  /** A change that somebody makes by hand is never written over. */
  private void refuseIfChanged(String path) {
    try {
      if (!behind.contains(path) && !files.isAt(branch, path)) {
        throw new CannotFollow(
            path + " was changed in " + root + " and not committed; commit it or take it back",
            null);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void note(Set<String> paths) throws IOException {
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
      files.follow(branch, behind);
      behind.clear();
      Files.deleteIfExists(journal());
    } catch (IOException e) {
      throw new CannotFollow(root + " cannot be written: " + e.getMessage(), e);
    }
  }

  static void pause() {
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
