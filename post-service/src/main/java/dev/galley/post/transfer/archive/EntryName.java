package dev.galley.post.transfer.archive;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.regex.Pattern;

/** The names of files in archives: refuses those that mean different files to different systems. */
final class EntryName {

  private static final int MAX_CHARS = 500;
  private static final String ICON = "Icon\r";
  private static final Charset CP437 = Charset.forName("IBM437");
  private static final Pattern DRIVE = Pattern.compile("(?i)[a-z]:.*");
  private static final Pattern BAD_PART = Pattern.compile("|\\.|\\.\\.|.*[. ]| .*");

  private EntryName() {}

  /**
   * The name in NFC, with {@code /} between folders whatever there was.
   *
   * @param utf8 whether the archive says that the name is UTF-8
   * @throws RefusedArchive for a name that is absolute, could lead out of a folder, or is not what
   *     the archive says
   */
  static String normalised(byte[] bytes, boolean utf8) {
    String decoded = decoded(bytes, utf8).replace('\\', '/');
    String name = Normalizer.normalize(withoutIcon(decoded), Normalizer.Form.NFC);
    if (name.isEmpty() || name.length() > MAX_CHARS) {
      throw RefusedArchive.at(name, "a name of no or more than " + MAX_CHARS + " characters");
    }
    if (name.startsWith("/") || DRIVE.matcher(name).matches()) {
      throw RefusedArchive.at(name, "not a relative path");
    }
    if (name.codePoints().anyMatch(Character::isISOControl)) {
      throw RefusedArchive.at(name, "a control character in a name");
    }
    String path = name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
    for (String part : path.split("/", -1)) {
      // The last two forms: Windows drops trailing dots and spaces, so `..` can hide in `.. `.
      if (BAD_PART.matcher(part).matches()) {
        throw RefusedArchive.at(name, "a path that leaves its folder or has an unusable part");
      }
    }
    return name;
  }

  /** Whether a name has a backslash, which nothing tells from a folder's end on some systems. */
  static boolean hasBackslash(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1).indexOf('\\') >= 0;
  }

  /** What macOS keeps a folder's icon in has a line break at its end. */
  static boolean isIcon(byte[] bytes) {
    String name = new String(bytes, StandardCharsets.ISO_8859_1);
    return !withoutIcon(name).equals(name);
  }

  private static String withoutIcon(String name) {
    return name.equals(ICON) || name.endsWith("/" + ICON)
        ? name.substring(0, name.length() - 1)
        : name;
  }

  private static String decoded(byte[] bytes, boolean utf8) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      if (utf8) {
        throw new RefusedArchive("a name is not UTF-8, as the archive says that it is");
      }
      // APPNOTE.TXT D.1: without bit 11, names are in the first PC's characters.
      return new String(bytes, CP437);
    }
  }
}
