package dev.galley.local.assets;

import dev.galley.post.asset.AssetTable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * The files that a table names ({@link AssetTable}), seen from its folder. Who wrote the table may
 * be somebody else than who imports it: no other file of this machine is read.
 */
public final class CsvSource implements AssetSource {

  private final Path table;

  public CsvSource(Path table) {
    this.table = table.toAbsolutePath();
  }

  @Override
  public void forEach(Taking taking) throws IOException {
    try (InputStream in = Files.newInputStream(table)) {
      AssetTable.read(in, line -> taking.take(foreign(line)));
    } catch (AssetTable.Unreadable e) {
      throw new IOException(table + " cannot be read: " + e.getMessage(), e);
    }
  }

  private Foreign foreign(AssetTable.Line line) {
    String name = line.name();
    return new Foreign(
        "line " + line.number() + ", " + line.file(),
        AssetSource.name(name == null ? line.file() : name),
        line.former(),
        line.alt(),
        line.decorative(),
        Boolean.TRUE.equals(line.isPrivate()),
        () -> Files.newInputStream(beside(line.file())));
  }

  private Path beside(String file) throws IOException {
    Path folder = table.resolveSibling("").toRealPath();
    try {
      Path path = folder.resolve(file).toRealPath();
      if (path.startsWith(folder)) {
        return path;
      }
    } catch (InvalidPathException e) {
      throw new IOException("no file can be called so", e);
    }
    throw new IOException("it lies outside the folder of the table");
  }
}
