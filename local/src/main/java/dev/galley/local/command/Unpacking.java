package dev.galley.local.command;

import dev.galley.local.command.client.CommandFailed;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Unpacks an archive into a folder and never outside of it, whatever its entries are called. */
final class Unpacking {

  private final Path folder;

  Unpacking(Path folder) {
    this.folder = folder.toAbsolutePath().normalize();
  }

  /** Unpacks all files and counts them. */
  int unpack(Path archive) throws IOException {
    int files = 0;
    Files.createDirectories(folder);
    try (InputStream bytes = Files.newInputStream(archive);
        ZipInputStream zip = new ZipInputStream(bytes)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path target = folder.resolve(entry.getName()).normalize();
        if (!target.startsWith(folder) || target.equals(folder)) {
          throw new CommandFailed("The archive names a file outside of it: " + entry.getName());
        }
        if (entry.isDirectory()) {
          Files.createDirectories(target);
        } else {
          Files.createDirectories(target.getParent());
          Files.copy(zip, target, StandardCopyOption.REPLACE_EXISTING);
          files++;
        }
      }
    }
    return files;
  }
}
