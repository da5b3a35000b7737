package dev.galley.post.transfer.archive;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.regex.Pattern;

/** The names of files in archives: refuses those that mean different files to different systems. */
final class EntryName {

  private static final int MAX_CHARS = 500;
  private static final Pattern DRIVE = Pattern.compile("(?i)[a-z]:.*");
  private static final Pattern BAD_PART = Pattern.compile("|\\.|\\.\\.|.*[. ]| .*");

  private EntryName() {}

  /**
   * The name in NFC.
   *
   * @throws RefusedArchive for a name that is not UTF-8, absolute, or could lead out of a folder
   */
  static String normalised(byte[] bytes) {
    String name = Normalizer.normalize(decoded(bytes), Normalizer.Form.NFC);
    if (name.isEmpty() || name.length() > MAX_CHARS) {
      throw RefusedArchive.at(name, "a name of no or more than " + MAX_CHARS + " characters");
    }
    if (name.startsWith("/") || name.contains("\\") || DRIVE.matcher(name).matches()) {
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

  private static String decoded(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new RefusedArchive("a name is not UTF-8");
    }
  }
}
