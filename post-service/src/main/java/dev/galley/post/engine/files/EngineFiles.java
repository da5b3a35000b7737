package dev.galley.post.engine.files;

import dev.galley.post.engine.rules.Engine;
import java.util.regex.Pattern;

/**
 * The files of which an import has to know before anything else: by which an engine is told, and
 * which say what it shows. They may lie where else nothing is looked for.
 */
public final class EngineFiles {

  /** RFC 8615: what is in a folder of this name is for everybody, though it begins with a dot. */
  public static final String WELL_KNOWN = ".well-known";

  /** Of Hugo, Zola, and Eleventy: a section's, a folder's, all of them. */
  private static final Pattern SAYS_OF_OTHERS =
      Pattern.compile(
          "(?:.*/)?(?:_index\\.\\w+|config(?:/.*)?|_data(?:/.*)?|[^/]+\\.11tydata\\.\\w+|([^/]+)/\\1\\.json)");

  private EngineFiles() {}

  /** Whether a file's name is that of a configuration, although it may begin with a dot. */
  public static boolean isConfiguration(String file) {
    return Engine.isConfiguration(file) || saysWhatIsLeftOut(file);
  }

  /**
   * Whether a file may say which others readers see, so that without it more would be public than
   * its engine shows; or a folder hold such files.
   *
   * @param path also of a symbolic link
   */
  public static boolean maySayWhatIsShown(String path) {
    String file = path.substring(path.lastIndexOf('/') + 1);
    return isConfiguration(file) || tellsEngine(path) || SAYS_OF_OTHERS.matcher(path).matches();
  }

  /** Whether a file says which others are no posts, and is nothing else to anybody. */
  public static boolean saysWhatIsLeftOut(String path) {
    return GitIgnored.NAMES.contains(path.substring(path.lastIndexOf('/') + 1))
        || tellsEngine(path) && ("/" + path).contains("/.");
  }

  /** Whether a file, perhaps in a folder that begins with a dot, is the mark of an engine. */
  public static boolean tellsEngine(String path) {
    return OtherEngines.isMark(path) || OtherEngines.isOfVault(path);
  }
}
