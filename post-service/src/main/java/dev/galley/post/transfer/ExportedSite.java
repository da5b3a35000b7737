package dev.galley.post.transfer;

import dev.galley.post.engine.Site;
import dev.galley.post.engine.SiteExport;
import dev.galley.post.engine.files.RecognisingLayouts;
import dev.galley.post.snip.SnipPath;
import dev.galley.post.snip.WrittenManuscript;
import dev.galley.post.transfer.ArchiveContents.Item;
import dev.galley.post.transfer.ArchiveContents.Other;
import dev.galley.post.transfer.archive.Archive;
import dev.galley.post.transfer.archive.ArchiveEntry;
import dev.galley.post.transfer.archive.RefusedArchive;
import dev.galley.post.transfer.archive.Spool;
import dev.galley.post.transfer.ghost.GhostExport;
import dev.galley.post.transfer.wordpress.WordPressExport;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * A site that came as a publishing system's export: its posts, written out as files on the disk.
 */
final class ExportedSite implements Closeable {

  private static final List<SiteExport> SYSTEMS = List.of(new GhostExport(), new WordPressExport());
  private static final int HEAD_BYTES = 4096;

  /** Programs with their pages and manuals. */
  private static final Pattern OF_SYSTEM =
      Pattern.compile(
          "(?:.*/)?(?:themes|plugins|mu-plugins|node_modules|wp-admin|wp-includes)/.*"
              + "|(?:.*/)?(?:readme|license)\\.\\w+",
          Pattern.CASE_INSENSITIVE);

  private final Spool spool;
  private final ArchiveContents contents;

  private ExportedSite(Spool spool, ArchiveContents contents) {
    this.spool = spool;
    this.contents = contents;
  }

  ArchiveContents contents() {
    return contents;
  }

  /** Which system's export a file is; empty when it is none. */
  static Optional<SiteExport> system(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return system(in.readNBytes(HEAD_BYTES));
    }
  }

  private static Optional<SiteExport> system(byte[] head) {
    String text = new String(head, 0, Math.min(head.length, HEAD_BYTES), StandardCharsets.UTF_8);
    return SYSTEMS.stream().filter(system -> system.begins(text)).findFirst();
  }

  /** The first export in an archive by name, with all its parts; nothing when there is none. */
  static List<ArchiveEntry> find(Archive archive) throws IOException {
    List<ArchiveEntry> parts = new ArrayList<>();
    SiteExport first = null;
    for (ArchiveEntry entry : ArchiveContents.files(archive.entries())) {
      SiteExport system =
          entry.mayBeExport() ? system(archive.head(entry, HEAD_BYTES)).orElse(null) : null;
      first = first == null ? system : first;
      if (system != null && system.equals(first) && (parts.isEmpty() || system.comesInParts())) {
        parts.add(entry);
      }
    }
    return parts;
  }

  /** Whether an export only lies in a site with posts of its own. */
  static boolean isAside(
      List<ArchiveEntry> export, Archive archive, Function<ArchiveEntry, byte[]> read) {
    Map<String, ArchiveEntry> files = new TreeMap<>();
    ArchiveContents.files(archive.entries()).stream()
        .filter(entry -> entry.unusable() == null)
        .forEach(entry -> files.put(entry.name(), entry));
    return RecognisingLayouts.surrounds(
        export.get(0).name(),
        files.keySet(),
        name -> read.apply(Objects.requireNonNull(files.get(name))));
  }

  /** Reads an export that came alone. */
  static ExportedSite of(SiteExport system, Path file, Consumer<Consumer<Map<String, Object>>> here)
      throws IOException {
    return of(system, List.of(file), Map.of(), entry -> new byte[0], here);
  }

  /** Reads the export in an archive, with the pictures that came with it. */
  static ExportedSite of(
      List<ArchiveEntry> export,
      Archive archive,
      Function<ArchiveEntry, byte[]> read,
      Consumer<Consumer<Map<String, Object>>> here)
      throws IOException {
    List<Path> files = new ArrayList<>();
    try {
      for (ArchiveEntry part : export) {
        Path file = Files.createTempFile("galley-import", ".export");
        files.add(file);
        archive.copy(part, file);
      }
      Map<String, ArchiveEntry> beside = new TreeMap<>();
      ArchiveContents.files(archive.entries()).stream()
          .filter(entry -> !export.contains(entry))
          .forEach(entry -> beside.put(entry.name(), entry));
      return of(system(files.get(0)).orElseThrow(), files, beside, read, here);
    } finally {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static ExportedSite of(
      SiteExport system,
      List<Path> files,
      Map<String, ArchiveEntry> beside,
      Function<ArchiveEntry, byte[]> read,
      Consumer<Consumer<Map<String, Object>>> here)
      throws IOException {
    Spool spool = new Spool();
    try {
      SiteExport.Said said =
          system.read(files, name -> named(name, beside).map(read), here, post -> add(spool, post));
      Site site = Site.ofExport(system, said, beside.keySet());
      ArchiveContents contents = ArchiveContents.of(site);
      for (String path : spool.names()) {
        contents
            .snips()
            .add(
                new Item(
                    path,
                    path,
                    spool.bytes(path),
                    Files.getLastModifiedTime(files.get(0)).toInstant(),
                    () -> read(spool, path)));
      }
      beside.forEach((path, entry) -> add(system, contents, path, entry, read));
      return new ExportedSite(spool, contents);
    } catch (IOException | RuntimeException e) {
      spool.close();
      throw e;
    }
  }

  private static void add(Spool spool, WrittenManuscript post) {
    if (spool.contains(post.path())) {
      throw new RefusedArchive("an export with two posts of one id: " + post.path());
    }
    spool.add(post.path(), post.bytes());
  }

  private static void add(
      SiteExport system,
      ArchiveContents contents,
      String path,
      ArchiveEntry entry,
      Function<ArchiveEntry, byte[]> read) {
    Optional<String> picture = contents.site().picture(path);
    if (entry.unusable() != null) {
      contents.others().add(new Other(path, entry.unusable()));
    } else if (picture.isPresent()) {
      contents.images().add(Item.of(picture.get(), path, entry, () -> read.apply(entry)));
    } else if (entry.mayBeExport() && system(read.apply(entry)).isPresent()) {
      contents.others().add(new Other(path, "another export; import it by itself"));
    } else if (system.served(path).isPresent() && !path.endsWith(".md")) {
      contents.others().add(new Other(path, "not a kind of file that is served here"));
    } else if (SnipPath.of(path).isPresent() && !OF_SYSTEM.matcher(path).matches()) {
      contents.others().add(new Other(path, "it came beside an export; import it by itself"));
    } else {
      contents.own().add(path);
    }
  }

  private static Optional<ArchiveEntry> named(String name, Map<String, ArchiveEntry> files) {
    return files.entrySet().stream()
        .filter(file -> file.getValue().unusable() == null)
        .filter(file -> file.getKey().substring(file.getKey().lastIndexOf('/') + 1).equals(name))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private static byte[] read(Spool spool, String path) {
    try {
      return spool.read(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    spool.close();
  }
}
