package dev.galley.local.command.importing;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import dev.galley.local.command.client.CommandFailed;
import dev.galley.post.asset.AssetTable;
import dev.galley.post.engine.files.EngineFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Packs files as the import wants them: {@code snips/...} and {@code images/...} in a zip. A folder
 * that an export has written has them already.
 */
final class ImportArchive {

  /** What tools make of a site or fetch for it. */
  private static final Set<String> NOBODYS = Set.of("node_modules", "_site", "__MACOSX");

  private static final String SNIPS = "snips/";
  private static final String IMAGES = "images/";

  /** What an export writes. */
  private static final Set<String> EXPORTED =
      Set.of("snips", "images", AssetTable.NAME, "missing-files.txt");

  private ImportArchive() {}

  /**
   * Writes an archive.
   *
   * @param archive where; a file that is there keeps who may read it
   * @param snips a folder, one file, or an archive that is sent as it is
   * @param images a folder, or null for none
   * @param links is told of each symbolic link in a folder: what it leads to is not brought in, for
   *     it may lie anywhere on this machine
   * @param history adds what the posts said before; null for nothing
   */
  static void write(
      Path archive,
      Path snips,
      @Nullable Path images,
      Consumer<String> links,
      @Nullable PackedHistory history)
      throws IOException {
    if (images == null && isArchive(snips)) {
      try (OutputStream file = Files.newOutputStream(archive)) {
        Files.copy(snips, file);
      }
      return;
    }
    Map<String, Path> packed = new TreeMap<>();
    try (OutputStream file = Files.newOutputStream(archive);
        ZipOutputStream zip = new ZipOutputStream(file)) {
      if (Files.isRegularFile(snips)) {
        String name = String.valueOf(snips.getFileName());
        packed.put(SNIPS + name, snips);
        add(zip, SNIPS + name, snips);
      } else {
        // The images may lie among the posts; they are brought once.
        Path elsewhere = images == null ? null : images.toRealPath();
        String prefix = images == null && isExport(snips) ? "" : SNIPS;
        packed.putAll(addAll(zip, prefix, snips, elsewhere, links));
      }
      if (images != null) {
        packed.putAll(addAll(zip, IMAGES, images, null, links));
        addTable(zip, images, packed);
      }
      if (history != null) {
        addHistory(zip, packed, history);
      }
    }
  }

  private static void addHistory(
      ZipOutputStream zip, Map<String, Path> packed, PackedHistory history) throws IOException {
    Map<String, Path> posts = new TreeMap<>();
    List<Path> beside = new ArrayList<>();
    packed.forEach(
        (name, file) -> {
          if (name.startsWith(SNIPS)) {
            posts.put(name.substring(SNIPS.length()), file);
          } else {
            beside.add(file);
          }
        });
    history.add(zip, posts, beside);
  }

  /** What an export says of its images lies beside their folder. */
  private static void addTable(ZipOutputStream zip, Path images, Map<String, Path> packed)
      throws IOException {
    Path folder = images.toAbsolutePath().normalize();
    Path table = folder.resolveSibling(AssetTable.NAME);
    if (folder.endsWith("images")
        && Files.isRegularFile(table, NOFOLLOW_LINKS)
        && !packed.containsValue(table.toRealPath())
        && AssetTable.isOne(table)) {
      add(zip, AssetTable.NAME, table);
      packed.put(AssetTable.NAME, table);
    }
  }

  private static boolean isExport(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return Files.isDirectory(folder.resolve("snips"))
          && files
              .map(file -> file.getFileName().toString())
              .allMatch(name -> name.startsWith(".") || EXPORTED.contains(name));
    }
  }

  private static boolean isArchive(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(4), StandardCharsets.ISO_8859_1).equals("PK\3\4");
    }
  }

  private static Map<String, Path> addAll(
      ZipOutputStream zip,
      String prefix,
      Path folder,
      @Nullable Path except,
      Consumer<String> links)
      throws IOException {
    // The folder itself may be a link: it was named.
    Path root = folder.toRealPath();
    List<Path> files;
    try (Stream<Path> found = Files.walk(root)) {
      files =
          found
              .filter(file -> !Files.isDirectory(file, NOFOLLOW_LINKS))
              .filter(file -> !isHidden(root, file))
              .filter(file -> except == null || root.startsWith(except) || !file.startsWith(except))
              .sorted()
              .toList();
    }
    Map<String, Path> added = new TreeMap<>();
    for (Path file : files) {
      String name = prefix + root.relativize(file).toString().replace('\\', '/');
      if (Files.isSymbolicLink(file)) {
        if (EngineFiles.maySayWhatIsShown(name)) {
          throw new CommandFailed(
              file
                  + " is a symbolic link, which is not followed, and may say what readers do not see."
                  + " Put what it leads to in its place");
        }
        links.accept(name);
      } else if (Files.isRegularFile(file, NOFOLLOW_LINKS)) {
        add(zip, name, file);
        added.put(name, file);
      }
    }
    return added;
  }

  /**
   * {@code .git}, {@code .DS_Store}, {@code node_modules} and the like are nobody's posts; what
   * says how a site is read may have such a name, too.
   */
  private static boolean isHidden(Path folder, Path file) {
    Path within = folder.relativize(file);
    boolean mayHaveADot = EngineFiles.tellsEngine(within.toString().replace('\\', '/'));
    if (EngineFiles.isConfiguration(file.getFileName().toString())) {
      within = within.getParent();
    }
    for (Path part : within == null ? List.<Path>of() : within) {
      if (!mayHaveADot
              && part.toString().startsWith(".")
              && !part.toString().equals(EngineFiles.WELL_KNOWN)
          || NOBODYS.contains(part.toString())) {
        return true;
      }
    }
    return false;
  }

  private static void add(ZipOutputStream zip, String name, Path file) throws IOException {
    // Which stands in for dates that a file does not give.
    zip.putNextEntry(new ZipEntry(name).setLastModifiedTime(Files.getLastModifiedTime(file)));
    Files.copy(file, zip);
    zip.closeEntry();
  }
}
