package dev.galley.post.transfer;

import dev.galley.post.asset.AssetTable;
import dev.galley.post.engine.Site;
import dev.galley.post.engine.files.EngineFiles;
import dev.galley.post.transfer.archive.ArchiveEntry;
import dev.galley.post.transfer.archive.RefusedArchive;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Which files of an archive are posts and which are images. With a folder {@code snips/}, what is
 * in it; without, every post, wherever it is. Images are what is in {@code images/}, and what the
 * engine of the site serves as it is. One folder around both does not count. A table of images is
 * neither.
 *
 * @param site what the posts' folder is
 * @param snips files with the paths that they keep, sorted
 * @param images files with the paths that the site serves them under, sorted
 * @param others files that are neither
 * @param own paths of files that are the engine's own, such as its templates
 * @param table what is said of the images
 */
record ArchiveContents(
    Site site,
    List<Item> snips,
    List<Item> images,
    List<Other> others,
    List<String> own,
    ImageTable table) {

  static final String SNIPS = "snips/";
  static final String IMAGES = "images/";

  private static final String NEITHER = "not Markdown, HTML or a snip; images belong in images/";

  /**
   * A file and its path for Galley.
   *
   * @param source its path in the folder
   * @param bytes how large it is
   * @param modifiedAt what stands in for times that the file does not give
   * @param content unpacks it
   */
  record Item(
      String path, String source, long bytes, Instant modifiedAt, Supplier<byte[]> content) {

    static Item of(String path, String source, ArchiveEntry entry, Supplier<byte[]> content) {
      return new Item(path, source, entry.unpackedBytes(), entry.modifiedAt(), content);
    }
  }

  /**
   * A file that is nothing to Galley.
   *
   * @param reason for people
   */
  record Other(String path, String reason) {}

  /**
   * Looks at an archive.
   *
   * @param exports of publishing systems that only lie in it
   * @param read gives the bytes of an entry
   */
  static ArchiveContents of(
      List<ArchiveEntry> entries, List<ArchiveEntry> exports, Function<ArchiveEntry, byte[]> read) {
    List<ArchiveEntry> files = files(entries);
    UnaryOperator<String> path = withoutOuterFolder(files);
    boolean hasFolder = files.stream().anyMatch(file -> path.apply(file.name()).startsWith(SNIPS));
    // What is not in the folder of posts, where there is one, is an image or nothing.
    Map<String, ArchiveEntry> posts = new LinkedHashMap<>();
    Map<String, ArchiveEntry> besides = new LinkedHashMap<>();
    for (ArchiveEntry file : files) {
      String name = path.apply(file.name());
      if (name.startsWith(IMAGES) || (hasFolder && !name.startsWith(SNIPS))) {
        besides.put(name, file);
      } else {
        posts.put(hasFolder ? name.substring(SNIPS.length()) : name, file);
      }
    }
    refuseLinksThatSayWhatIsShown(files);
    Optional<Table> table = table(posts, besides, read);
    Site site =
        Site.of(
            Stream.concat(posts.entrySet().stream(), besides.entrySet().stream())
                .filter(file -> file.getValue().unusable() == null)
                .map(Map.Entry::getKey)
                .toList(),
            name -> read.apply(entry(name, posts, besides)));
    posts.keySet().removeIf(EngineFiles::saysWhatIsLeftOut);
    besides.keySet().removeIf(EngineFiles::saysWhatIsLeftOut);
    ArchiveContents contents = of(site);
    posts.forEach(
        (name, file) -> {
          if (exports.contains(file)) {
            contents.others.add(new Other(name, "an export within a site; import it by itself"));
          } else {
            contents.add(name, file, () -> read.apply(file));
          }
        });
    besides.forEach((name, file) -> contents.addBeside(name, file, () -> read.apply(file)));
    return table
        .map(
            found -> contents.with(ImageTable.read(found.path(), found.bytes(), contents.images())))
        .orElse(contents);
  }

  private static void refuseLinksThatSayWhatIsShown(List<ArchiveEntry> files) {
    for (ArchiveEntry file : files) {
      String name = file.name();
      if (file.unusable() != null && EngineFiles.maySayWhatIsShown(name)) {
        throw RefusedArchive.at(name, file.unusable());
      }
    }
  }

  private record Table(String path, byte[] bytes) {}

  /** Takes the table of images from what else is there. */
  private static Optional<Table> table(
      Map<String, ArchiveEntry> posts,
      Map<String, ArchiveEntry> besides,
      Function<ArchiveEntry, byte[]> read) {
    List<String> paths = Stream.concat(besides.keySet().stream(), posts.keySet().stream()).toList();
    Optional<Table> table =
        ImageTable.find(paths)
            .map(path -> Map.entry(path, entry(path, posts, besides)))
            .filter(found -> found.getValue().unusable() == null)
            .map(found -> new Table(found.getKey(), read.apply(found.getValue())))
            .filter(found -> AssetTable.isOne(found.bytes()));
    table.ifPresent(
        found -> (besides.containsKey(found.path()) ? besides : posts).remove(found.path()));
    return table;
  }

  private static ArchiveEntry entry(
      String path, Map<String, ArchiveEntry> posts, Map<String, ArchiveEntry> besides) {
    return Objects.requireNonNull(besides.getOrDefault(path, posts.get(path)));
  }

  private ArchiveContents with(ImageTable read) {
    return new ArchiveContents(site, snips, images, others, own, read);
  }

  static ArchiveContents of(Site site) {
    return new ArchiveContents(
        site,
        new ArrayList<>(),
        new ArrayList<>(),
        new ArrayList<>(),
        new ArrayList<>(),
        ImageTable.none());
  }

  /** What is neither a folder nor something that a system keeps for itself, by name. */
  static List<ArchiveEntry> files(List<ArchiveEntry> entries) {
    return entries.stream()
        .filter(entry -> !entry.isFolder() && !entry.isIcon() && !isClutter(entry.name()))
        .sorted(Comparator.comparing(ArchiveEntry::name))
        .toList();
  }

  private void add(String path, ArchiveEntry file, Supplier<byte[]> content) {
    Optional<String> picture = site.picture(path);
    if (file.unusable() != null) {
      others.add(new Other(path, file.unusable()));
    } else if (site.isPost(path)) {
      snips.add(Item.of(path, path, file, content));
    } else if (picture.isPresent()) {
      images.add(Item.of(picture.get(), path, file, content));
    } else if (site.isOwn(path)) {
      site.unreadable(path, content)
          .ifPresentOrElse(reason -> others.add(new Other(path, reason)), () -> own.add(path));
    } else {
      others.add(new Other(path, NEITHER));
    }
  }

  private void addBeside(String path, ArchiveEntry file, Supplier<byte[]> content) {
    if (path.startsWith(IMAGES) && file.unusable() == null) {
      images.add(Item.of(path, path, file, content));
    } else {
      others.add(new Other(path, file.unusable() == null ? NEITHER : file.unusable()));
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
                .anyMatch(
                    name ->
                        name.startsWith(SNIPS)
                            // Ghost has its pictures there, with this as a part of their addresses.
                            || name.startsWith(IMAGES) && !outer.equals("content/"));
    return surrounds ? name -> name.substring(outer.length()) : UnaryOperator.identity();
  }

  /** What operating systems and version control leave in folders. */
  private static boolean isClutter(String name) {
    int file = name.lastIndexOf('/') + 1;
    String folder = "/" + name.substring(0, file);
    boolean mayHaveADot = EngineFiles.tellsEngine(name) && !folder.contains("/node_modules/");
    return name.startsWith("__MACOSX/")
        || !mayHaveADot
            && (folder.replace("/" + EngineFiles.WELL_KNOWN + "/", "/").contains("/.")
                || name.startsWith(".", file) && !EngineFiles.isConfiguration(name.substring(file)))
        || name.endsWith("Thumbs.db");
  }
}
