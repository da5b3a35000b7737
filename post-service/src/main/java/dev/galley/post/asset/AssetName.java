package dev.galley.post.asset;

import dev.galley.post.asset.inspect.AssetType;
import dev.galley.post.asset.inspect.RefusedAsset;
import dev.galley.post.content.Slugs;
import dev.galley.web.OneLine;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** What files may be called: paths as in the site's URLs, {@code images/blog/x.jpg}. */
public final class AssetName {

  private static final String FOLDER = "images/";
  private static final int MAX_CHARS = 250;

  /** Of a file's hash in the name that an upload gets. */
  private static final int HASH_CHARS = 10;

  /** Windows drops blanks and dots at the end, so `..` can hide in `.. `. */
  private static final Pattern BAD_PART = Pattern.compile("|.*[. ]| .*");

  private AssetName() {}

  /**
   * The name in NFC.
   *
   * @throws RefusedAsset for a name that leads elsewhere, is too long, or is shown as something
   *     else than it is
   */
  public static String checked(String given) {
    String name = Normalizer.normalize(given, Normalizer.Form.NFC);
    if (name.length() > MAX_CHARS) {
      throw new RefusedAsset("a name of more than " + MAX_CHARS + " characters");
    }
    if (!OneLine.Rule.isOneLine(name) || name.indexOf('\\') >= 0) {
      throw new RefusedAsset("a name with control characters or backslashes");
    }
    if (!name.startsWith(FOLDER)) {
      throw new RefusedAsset("a name that does not begin with " + FOLDER);
    }
    if (name.indexOf('%') >= 0 || name.indexOf(';') >= 0) {
      // Servers refuse addresses with these, also encoded: the file could not be managed or shown.
      throw new RefusedAsset("a name with % or ;, which its address could not have");
    }
    List<String> parts = List.of(name.split("/", -1));
    for (String part : parts) {
      if (BAD_PART.matcher(part).matches()) {
        throw new RefusedAsset("a name that leaves its folder or has an unusable part");
      }
    }
    for (String part : parts.subList(0, parts.size() - 1)) {
      // A file may be called so, and on a disk nothing can be in it.
      if (AssetType.isNameOfAny(part)) {
        throw new RefusedAsset("a name with the folder " + part + ", which ends like a file");
      }
    }
    return name;
  }

  /**
   * What no two files have: some systems and many people do not tell names apart that differ in
   * case or in how characters are composed.
   */
  public static String key(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
  }

  /**
   * The name of a file that somebody adds; it holds a part of its hash, so the same file has the
   * same name, and no other one ever does.
   *
   * @param given what the file was called
   */
  static String ofUpload(String given, AssetType type, String sha256) {
    String file = given.substring(Math.max(given.lastIndexOf('/'), given.lastIndexOf('\\')) + 1);
    int dot = file.lastIndexOf('.');
    String stem = Slugs.fromTitle(dot > 0 ? file.substring(0, dot) : file);
    return FOLDER + stem + "-" + sha256.substring(0, HASH_CHARS) + "." + type.extension();
  }
}
