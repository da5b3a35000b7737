package dev.galley.local.assets;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files of a folder and its folders; neither hidden ones nor what symbolic links lead to. */
public final class FolderSource implements AssetSource {

  private final Path folder;

  public FolderSource(Path folder) {
    this.folder = folder;
  }

  @Override
  public void forEach(Taking taking) throws IOException {
    walk(folder, taking);
  }

  private void walk(Path parent, Taking taking) throws IOException {
    List<Path> children;
    try (Stream<Path> listed = Files.list(parent)) {
      children = listed.filter(child -> !name(child).startsWith(".")).sorted().toList();
    } catch (IOException | UncheckedIOException e) {
      throw new IOException(parent + " cannot be read", e);
    }
    for (Path child : children) {
      if (Files.isSymbolicLink(child)) {
        continue;
      }
      if (Files.isDirectory(child)) {
        walk(child, taking);
      } else if (Files.isRegularFile(child)) {
        String path = folder.relativize(child).toString();
        taking.take(
            Foreign.named(
                child.toString(), AssetSource.name(path), () -> Files.newInputStream(child)));
      }
    }
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }
}
