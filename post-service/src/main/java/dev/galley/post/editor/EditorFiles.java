package dev.galley.post.editor;

import dev.galley.web.answer.Representation;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * Everything that the editor consists of, read once at start. Immutable.
 *
 * <p>The files' addresses carry a version that is made of their content, so that browsers may keep
 * them for ever and still never mix two releases.
 */
final class EditorFiles {

  private static final String FOLDER = "dev/galley/post/editor/ui/";
  private static final String PAGE = "index.html";
  private static final String MAIN = "js/main.js";

  /** What a module needs before it runs; {@code import(...)} loads later. */
  private static final Pattern IMPORT =
      Pattern.compile("^(?:import|export) (?:[^'\"();]* from )?'([^']+)';", Pattern.MULTILINE);

  private static final Map<String, String> TYPES =
      Map.of(
          "css", "text/css;charset=UTF-8",
          "js", "text/javascript;charset=UTF-8",
          "svg", "image/svg+xml;charset=UTF-8");

  private final Map<String, Representation> assets;
  private final String version;
  private final Representation page;

  private EditorFiles(Map<String, byte[]> contents) {
    byte[] template = contents.get(PAGE);
    if (template == null) {
      throw new IllegalStateException("There is no " + FOLDER + PAGE + " on the class path");
    }
    Map<String, Representation> files = new TreeMap<>();
    contents.forEach(
        (path, bytes) -> {
          String type = TYPES.get(path.substring(path.lastIndexOf('.') + 1));
          if (type != null) {
            files.put(path, Representation.of(type, bytes));
          }
        });
    this.assets = Map.copyOf(files);
    this.version = versionOf(files);
    this.page = Representation.html(fill(template, needed(contents)));
  }

  /** Reads the files from the class path. */
  static EditorFiles load() throws IOException {
    Map<String, byte[]> contents = new TreeMap<>();
    for (Resource file :
        new PathMatchingResourcePatternResolver().getResources("classpath:" + FOLDER + "**/*.*")) {
      String url = file.getURL().toString();
      contents.put(
          url.substring(url.lastIndexOf(FOLDER) + FOLDER.length()), file.getContentAsByteArray());
    }
    return new EditorFiles(contents);
  }

  /** The one page, the same for every address inside the editor. */
  Representation page() {
    return page;
  }

  /** What stands for the content of all files. */
  String version() {
    return version;
  }

  /** A style sheet, module or picture by its path below the version. */
  Optional<Representation> asset(String path) {
    return Optional.ofNullable(assets.get(path));
  }

  private static String versionOf(Map<String, Representation> files) {
    return Representation.text(
            "text/plain",
            files.entrySet().stream()
                .map(file -> file.getKey() + " " + file.getValue().digest())
                .collect(Collectors.joining("\n")))
        .digest();
  }

  /** The modules without which the editor does not begin. */
  private static Set<String> needed(Map<String, byte[]> contents) {
    Set<String> found = new TreeSet<>(Set.of(MAIN));
    Deque<String> unread = new ArrayDeque<>(found);
    while (!unread.isEmpty()) {
      String path = unread.pop();
      byte[] module = contents.get(path);
      if (module == null) {
        throw new IllegalStateException("A module imports " + path + ", which is not there");
      }
      IMPORT
          .matcher(new String(module, StandardCharsets.UTF_8))
          .results()
          .map(each -> URI.create(path).resolve(each.group(1)).getPath())
          .filter(found::add)
          .forEach(unread::push);
    }
    return found;
  }

  /** Names these modules up front: the browser fetches them at once, not import by import. */
  private String fill(byte[] template, Set<String> modules) {
    String base = EditorController.ASSETS + version;
    String preloads =
        modules.stream()
            .map(path -> "<link rel=\"modulepreload\" href=\"" + base + "/" + path + "\">")
            .collect(Collectors.joining("\n    "));
    return new String(template, StandardCharsets.UTF_8)
        .replace("{assets}", base)
        .replace("{preloads}", preloads);
  }
}
