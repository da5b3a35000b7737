package dev.galley.object;

import java.util.regex.Pattern;

/** Where a store keeps an object: under the same key in folders and buckets. */
final class ObjectKey {

  static final String ROOT = "sha256";

  /** What comes of two digits is a folder of its own: no folder has all objects. */
  static final int FOLDER_CHARS = 2;

  private static final Pattern NAME = Pattern.compile("[0-9a-f]{64}");

  private ObjectKey() {}

  static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  /** The folder of an object's two first digits. */
  static String folder(String sha256) {
    if (!isName(sha256)) {
      throw new IllegalArgumentException("No SHA-256 in lower-case hexadecimal");
    }
    return ROOT + "/" + sha256.substring(0, FOLDER_CHARS);
  }

  static String of(String sha256) {
    return folder(sha256) + "/" + sha256;
  }
}
