package dev.galley.local.follow;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEditor;
import org.eclipse.jgit.dircache.DirCacheEntry;
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

/** The commits of the branch that is checked out. Knows nothing of index and files. */
final class Branch {

  private final Repository repository;
  private final String name;
  private @Nullable ObjectId treeCommit;
  private @Nullable DirCache tree;

  /**
   * @param name with {@code refs/heads/} before it
   */
  Branch(Repository repository, String name) {
    this.repository = repository;
    this.name = name;
  }

  String name() {
    return name;
  }

  boolean isCheckedOut() throws IOException {
    return name.equals(repository.getFullBranch());
  }

  /** Hands over each commit, the newest first. */
  void history(Consumer<RevCommit> reader) throws IOException {
    try (RevWalk walk = new RevWalk(repository)) {
      ObjectId head = repository.resolve(Constants.HEAD);
      if (head == null) {
        return;
      }
      walk.markStart(walk.parseCommit(head));
      for (RevCommit commit : walk) {
        reader.accept(commit);
        commit.disposeBody();
      }
    }
  }

  /** What the newest commit has at a path; null for nothing. */
  @Nullable DirCacheEntry entry(String path) throws IOException {
    return newest().getEntry(path);
  }

  /** Whether the newest commit has just this at a path. */
  boolean holds(String path, byte[] content) throws IOException {
    try (ObjectInserter.Formatter ids = new ObjectInserter.Formatter()) {
      DirCacheEntry entry = entry(path);
      return entry != null && entry.getObjectId().equals(ids.idFor(Constants.OBJ_BLOB, content));
    }
  }

  /** The files of the newest commit, read anew when somebody else has committed. */
  private DirCache newest() throws IOException {
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

  /**
   * Commits on top.
   *
   * @param changes the content by path; empty where the file is to go
   * @return false when somebody else has committed, or holds the branch
   */
  boolean commit(
      Map<String, Optional<byte[]>> changes, String message, PersonIdent author, PersonIdent by)
      throws IOException {
    ObjectId head = repository.resolve(Constants.HEAD);
    DirCache edited = newest();
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
      if (!advance(head, id)) {
        return false;
      }
      treeCommit = id;
      return true;
    }
  }

  private boolean advance(@Nullable ObjectId head, ObjectId commit) throws IOException {
    RefUpdate update = repository.updateRef(Constants.HEAD);
    update.setNewObjectId(commit);
    update.setExpectedOldObjectId(head == null ? ObjectId.zeroId() : head);
    update.setRefLogMessage("galley follow", false);
    return switch (update.update()) {
      case NEW, FAST_FORWARD -> true;
      default -> false;
    };
  }

  /** Puts a blob at a path, in a commit or the index. */
  static class Put extends DirCacheEditor.PathEdit {

    private final ObjectId blob;

    Put(String path, ObjectId blob) {
      super(path);
      this.blob = blob;
    }

    @Override
    public void apply(DirCacheEntry entry) {
      entry.setFileMode(FileMode.REGULAR_FILE);
      entry.setObjectId(blob);
    }
  }
}
