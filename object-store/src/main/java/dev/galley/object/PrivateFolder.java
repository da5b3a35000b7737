package dev.galley.object;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Folders that files lie in which are not everybody's, such as pictures of drafts. */
public final class PrivateFolder {

  private static final Set<PosixFilePermission> OWNER_ALONE =
      PosixFilePermissions.fromString("rwx------");

  private PrivateFolder() {}

  /**
   * Makes a folder that nobody else on this machine may look into. One that is there, or that a
   * link leads to, keeps the rights that somebody gave it.
   */
  public static Path create(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return folder;
    }
    return folder.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(OWNER_ALONE))
        : Files.createDirectories(folder);
  }
}
