package dev.galley.post.asset;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The tree of paths by which earlier builds served files, in the folder of assets: links to objects
 * that would keep bytes which are to go.
 */
final class AssetTree {

  private final Path root;

  AssetTree(Path root) {
    this.root = root;
  }

  /** Removes what is under names; most often there is nothing. */
  void remove(List<String> names) {
    try {
      for (String name : names) {
        Files.deleteIfExists(root.resolve(name));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
