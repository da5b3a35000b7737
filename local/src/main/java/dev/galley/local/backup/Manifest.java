package dev.galley.local.backup;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The last entry of a backup: what is in it, to be compared when it is restored.
 *
 * @param format raised when an older Galley could not restore it any more
 * @param madeAt the moment that the backup holds
 * @param files each file of the data folder
 */
record Manifest(int format, Instant madeAt, List<File> files) {

  static final String ENTRY = "manifest.json";
  static final int FORMAT = 1;

  private static final long MAX_BYTES = 256L * 1024 * 1024;

  /** Not from the shared one: fields that a later release adds are no reason to refuse. */
  private static final JsonMapper JSON = new JsonMapper();

  /**
   * A file.
   *
   * @param path relative to the data folder, with {@code /} between folders
   * @param sha256 of its content; the archive has each content once
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record File(String path, long bytes, String sha256) {

    /** The entry of the archive with the content. */
    String entry() {
      return entry(sha256);
    }

    static String entry(String sha256) {
      return "content/" + sha256;
    }
  }

  @JsonIgnoreProperties(ignoreUnknown = true)
  Manifest {
    Objects.requireNonNull(madeAt);
    files = List.copyOf(files);
  }

  long bytes() {
    return files.stream().mapToLong(File::bytes).sum();
  }

  byte[] json() {
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(this);
  }

  /**
   * Reads it.
   *
   * @throws BackupUnusable when there is none, or it is damaged
   */
  static Manifest of(ZipFile archive, Path file) throws IOException {
    ZipEntry entry = archive.getEntry(ENTRY);
    if (entry == null) {
      throw new BackupUnusable(file + " is no backup of Galley", null);
    }
    byte[] json;
    try (InputStream content = archive.getInputStream(entry)) {
      json = content.readNBytes((int) Math.min(entry.getSize() + 1, MAX_BYTES));
    }
    CRC32 checksum = new CRC32();
    checksum.update(json);
    if (checksum.getValue() != entry.getCrc()) {
      throw Restoring.damaged(file, "what is in it cannot be read", null);
    }
    try {
      Manifest manifest = JSON.readValue(json, Manifest.class);
      if (manifest.format() > FORMAT) {
        throw new BackupUnusable(file + " was made by a newer Galley; restore it with that", null);
      }
      return manifest;
    } catch (JacksonException e) {
      throw Restoring.damaged(file, "what is in it cannot be read", e);
    }
  }
}
