package dev.galley.post.transfer;

import dev.galley.post.snip.SnipPath;
import dev.galley.post.transfer.archive.ArchiveEntry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Which files of an archive are posts and which are images. With a folder {@code snips/}, what is
 * in it; without, every snip, wherever it is. Images are what is in {@code images/}. One folder
 * around both does not count.
 *
 * @param snips files with the paths that they keep, sorted
 * @param images files with the paths that the site serves them under, sorted
 * @param others paths of files that are neither
 */
record ArchiveContents(List<Item> snips, List<Item> images, List<String> others) {

  static final String SNIPS = "snips/";
  static final String IMAGES = "images/";

  /** A file and its path for Galley. */
  record Item(String path, ArchiveEntry entry) {}

  static ArchiveContents of(List<ArchiveEntry> entries) {
    List<ArchiveEntry> files =
        entries.stream()
            .filter(entry -> !entry.isFolder() && !isClutter(entry.name()))
            .sorted(Comparator.comparing(ArchiveEntry::name))
            .toList();
    UnaryOperator<String> path = withoutOuterFolder(files);
    boolean hasFolder = files.stream().anyMatch(file -> path.apply(file.name()).startsWith(SNIPS));
    ArchiveContents contents =
        new ArchiveContents(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (ArchiveEntry file : files) {
      contents.add(path.apply(file.name()), file, hasFolder);
    }
    return contents;
  }

  private void add(String path, ArchiveEntry file, boolean hasSnipsFolder) {
    Optional<String> snip =
        hasSnipsFolder
            ? Optional.of(path)
                .filter(p -> p.startsWith(SNIPS))
                .map(p -> p.substring(SNIPS.length()))
            : Optional.of(path);
    if (path.startsWith(IMAGES)) {
      images.add(new Item(path, file));
    } else if (snip.flatMap(SnipPath::of).isPresent()) {
      snips.add(new Item(snip.get(), file));
    } else {
      others.add(path);
    }
  }

  private static UnaryOperator<String> withoutOuterFolder(List<ArchiveEntry> files) {
    if (files.isEmpty()) {
      return UnaryOperator.identity();
    }
    String first = files.get(0).name();
    String outer = first.substring(0, first.indexOf('/') + 1);
    boolean surrounds =
        !outer.isEmpty()
            && !outer.equals(SNIPS)
            && !outer.equals(IMAGES)
            && files.stream().allMatch(file -> file.name().startsWith(outer))
            && files.stream()
                .map(file -> file.name().substring(outer.length()))
                .anyMatch(name -> name.startsWith(SNIPS) || name.startsWith(IMAGES));
    return surrounds ? name -> name.substring(outer.length()) : UnaryOperator.identity();
  }

  /** What operating systems and version control leave in folders. */
  private static boolean isClutter(String name) {
    return name.startsWith("__MACOSX/")
        || name.startsWith(".")
        || name.contains("/.")
        || name.endsWith("Thumbs.db");
  }
}
