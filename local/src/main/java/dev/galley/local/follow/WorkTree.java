package dev.galley.local.follow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEditor;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.errors.LockFailedException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.jspecify.annotations.Nullable;

/** The index and the files of a working copy, which somebody else may change at any time. */
final class WorkTree {

  private final Repository repository;
  private final Path root;

  WorkTree(Repository repository) {
    this.repository = repository;
    this.root = repository.getWorkTree().toPath();
  }

  boolean holds(String path) {
    return Files.exists(root.resolve(path), LinkOption.NOFOLLOW_LINKS);
  }

  /** Whether there is at a path just what the branch has there. */
  boolean isAt(Branch branch, String path) throws IOException {
    Path file = file(path);
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return branch.entry(path) == null;
    }
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        && branch.holds(path, Files.readAllBytes(file));
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

  /** Brings what the branch has at some paths into index and files. */
  void follow(Branch branch, Set<String> paths) throws IOException {
    Map<String, ObjectId> wanted = new HashMap<>();
    for (String path : paths) {
      DirCacheEntry entry = branch.entry(path);
      if (entry != null) {
        wanted.put(path, entry.getObjectId().copy());
      }
    }
    writeFiles(paths, wanted);
    writeIndex(paths, wanted);
  }

  private void writeFiles(Set<String> paths, Map<String, ObjectId> wanted) throws IOException {
    try (ObjectReader reader = repository.newObjectReader()) {
      for (String path : paths) {
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

  static boolean isEmpty(Path folder) throws IOException {
    if (Files.notExists(folder)) {
      return true;
    }
    try (Stream<Path> contents = Files.list(folder)) {
      return contents.findAny().isEmpty();
    }
  }

  private void writeIndex(Set<String> paths, Map<String, ObjectId> wanted) throws IOException {
    DirCache index = locked();
    try {
      DirCacheEditor editor = index.editor();
      for (String path : paths) {
        ObjectId blob = wanted.get(path);
        if (blob == null) {
          editor.add(new DirCacheEditor.DeletePath(path));
        } else {
          Path file = file(path);
          editor.add(
              new Branch.Put(path, blob) {
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
        if (attempt == WorkingCopy.TRIES) {
          throw new CannotFollow(
              "The index of " + root + " is locked; when no git runs there, delete .git/index.lock",
              e);
        }
        WorkingCopy.pause();
      }
    }
  }
}
