package dev.galley.local.history;

import dev.galley.post.snip.SnipPath;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.diff.DiffEntry;
import org.eclipse.jgit.diff.DiffFormatter;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevSort;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.util.io.NullOutputStream;

/**
 * The earlier versions of the files in a git working copy, from one walk through the history of
 * what is checked out. Renames are followed. Merges are passed over: what they bring is in the
 * commits that they merge.
 */
public final class GitHistory implements AutoCloseable {

  /** So many of one file are kept at most. */
  public static final int MAX_VERSIONS = 500;

  private static final int MAX_TEXT_BYTES = 512 * 1024;
  private static final int MAX_NOTE_CHARS = 500;
  private static final int ABBREVIATED = 10;

  /**
   * A file as a commit left it.
   *
   * @param by the author of the commit
   * @param note the commit and what it says
   * @param path where the file was then, from the top of the repository
   */
  public record Version(Instant at, String by, String note, String path, String text) {}

  private record Found(ObjectId commit, ObjectId blob, String path) {}

  private final Repository repository;
  private final Path root;
  private final Map<String, List<Found>> histories = new HashMap<>();

  private GitHistory(Repository repository) throws IOException {
    this.repository = repository;
    this.root = repository.getWorkTree().toPath().toRealPath();
  }

  /**
   * Reads the history of a folder or file.
   *
   * @throws NoHistory when it is in no git working copy, or that cannot be read
   */
  public static GitHistory of(Path inside) {
    try {
      Path real = inside.toRealPath();
      FileRepositoryBuilder builder = new FileRepositoryBuilder().findGitDir(real.toFile());
      if (builder.getGitDir() == null) {
        throw new NoHistory(inside + " is in no git repository, so it has no history", null);
      }
      Repository repository = builder.build();
      if (repository.isBare()) {
        throw new NoHistory(inside + " is in a bare repository; name a working copy of it", null);
      }
      GitHistory history = new GitHistory(repository);
      history.walk();
      return history;
    } catch (IOException e) {
      throw new NoHistory("The history of " + inside + " cannot be read: " + e.getMessage(), e);
    }
  }

  private void walk() throws IOException {
    ObjectId head = repository.resolve(Constants.HEAD);
    if (head == null) {
      return;
    }
    try (ObjectReader reader = repository.newObjectReader();
        RevWalk walk = new RevWalk(reader);
        DiffFormatter diff = new DiffFormatter(NullOutputStream.INSTANCE)) {
      diff.setReader(reader, repository.getConfig());
      diff.setDetectRenames(true);
      // Where the files of today were in the commits that come next.
      Map<String, List<Found>> known = filesOf(walk.parseCommit(head), reader);
      walk.sort(RevSort.TOPO);
      walk.markStart(walk.parseCommit(head));
      for (RevCommit commit : walk) {
        if (commit.getParentCount() < 2 && !known.isEmpty()) {
          RevCommit parent = commit.getParentCount() == 0 ? null : commit.getParent(0);
          ObjectId before = parent == null ? null : walk.parseCommit(parent).getTree();
          for (DiffEntry change : diff.scan(before, commit.getTree())) {
            note(change, commit, known);
          }
        }
      }
    }
  }

  private Map<String, List<Found>> filesOf(RevCommit commit, ObjectReader reader)
      throws IOException {
    Map<String, List<Found>> known = new HashMap<>();
    try (TreeWalk tree = new TreeWalk(reader)) {
      tree.addTree(commit.getTree());
      tree.setRecursive(true);
      while (tree.next()) {
        String path = tree.getPathString();
        if (SnipPath.of(path).isPresent()) {
          List<Found> history = new ArrayList<>();
          histories.put(path, history);
          known.put(path, history);
        }
      }
    }
    return known;
  }

  private static void note(DiffEntry change, RevCommit commit, Map<String, List<Found>> known) {
    List<Found> history = known.get(change.getNewPath());
    if (history == null) {
      return;
    }
    ObjectId blob = change.getNewId().toObjectId();
    boolean sameText = !history.isEmpty() && history.get(history.size() - 1).blob().equals(blob);
    if (sameText) {
      // It was only moved since: the words are this commit's.
      history.remove(history.size() - 1);
    }
    // One more than are kept, for the first may be what the file says now.
    if (history.size() <= MAX_VERSIONS) {
      history.add(new Found(commit.getId().copy(), blob, change.getNewPath()));
    }
    switch (change.getChangeType()) {
      case RENAME -> {
        known.remove(change.getNewPath());
        known.putIfAbsent(change.getOldPath(), history);
      }
      case ADD, COPY -> known.remove(change.getNewPath());
      default -> {
        // It goes on.
      }
    }
  }

  /** The earlier versions of a file, the newest first, without what it says now. */
  public List<Version> of(Path file, int most) {
    try (ObjectReader reader = repository.newObjectReader();
        RevWalk walk = new RevWalk(reader);
        ObjectInserter.Formatter ids = new ObjectInserter.Formatter()) {
      List<Found> history = found(file);
      ObjectId now = ids.idFor(Constants.OBJ_BLOB, Files.readAllBytes(file));
      List<Version> versions = new ArrayList<>();
      for (int i = 0; i < history.size() && versions.size() < most; i++) {
        if (i > 0 || !history.get(i).blob().equals(now)) {
          version(history.get(i), walk, reader).ifPresent(versions::add);
        }
      }
      return versions;
    } catch (IOException e) {
      throw new NoHistory("The history of " + file + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** How large the newest of those versions are, about. */
  public long bytes(Path file, int most) {
    try (ObjectReader reader = repository.newObjectReader()) {
      long bytes = 0;
      for (Found found : found(file).stream().limit(most + 1L).toList()) {
        bytes += reader.getObjectSize(found.blob(), Constants.OBJ_BLOB);
      }
      return bytes;
    } catch (IOException e) {
      throw new NoHistory("The history of " + file + " cannot be read: " + e.getMessage(), e);
    }
  }

  private List<Found> found(Path file) throws IOException {
    String path = root.relativize(file.toRealPath()).toString().replace('\\', '/');
    return histories.getOrDefault(path, List.of());
  }

  /** What is too large or no text was no post. */
  private static Optional<Version> version(Found found, RevWalk walk, ObjectReader reader)
      throws IOException {
    if (reader.getObjectSize(found.blob(), Constants.OBJ_BLOB) > MAX_TEXT_BYTES) {
      return Optional.empty();
    }
    byte[] bytes = reader.open(found.blob(), Constants.OBJ_BLOB).getBytes();
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      RevCommit commit = walk.parseCommit(found.commit());
      String message = commit.getFullMessage().strip();
      return Optional.of(
          new Version(
              commit.getAuthorIdent().getWhenAsInstant(),
              commit.getAuthorIdent().getName(),
              commit.getId().abbreviate(ABBREVIATED).name()
                  + " "
                  + message.substring(0, Math.min(MAX_NOTE_CHARS, message.length())),
              found.path(),
              text));
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    repository.close();
  }
}
