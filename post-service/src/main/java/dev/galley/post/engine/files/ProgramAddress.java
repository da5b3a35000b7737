package dev.galley.post.engine.files;

import dev.galley.post.engine.rules.Configuration;
import dev.galley.post.engine.rules.Engine;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a site is whose configuration is a program, which is not run: what stands there in plain
 * words, under the names that the configurations of others have for that.
 */
final class ProgramAddress {

  private static final Map<Engine, Map<String, String>> NAMES =
      Map.of(
          Engine.ELEVENTY, Map.of("pathPrefix", "baseurl"),
          Engine.ASTRO, Map.of("base", "baseurl", "site", "url"));

  private static final Pattern SAID =
      Pattern.compile("(?<![.\\w])(\\w+)\\s*:\\s*" + EleventyProgram.WORD + "\\s*(?:[,}\\n])");

  private static final Pattern COMMAND =
      Pattern.compile("--pathprefix[= ][\"'\\\\]{0,2}([\\w./-]+)");

  private ProgramAddress() {}

  /**
   * Reads a program.
   *
   * @param file of it
   * @param within the paths of all files from the site's root
   */
  static Configuration read(
      Engine engine,
      String file,
      String root,
      Collection<String> within,
      Function<String, byte[]> files) {
    Map<String, Object> said = new LinkedHashMap<>();
    String code = text(file, files);
    Matcher words = SAID.matcher(code.length() > EleventyProgram.MAX_CHARS ? "" : code + "\n");
    while (words.find()) {
      String name = NAMES.getOrDefault(engine, Map.of()).get(words.group(1));
      if (name != null) {
        said.putIfAbsent(name, name.equals("url") ? words.group(3) : rooted(words.group(3)));
      }
    }
    if (engine == Engine.ELEVENTY && within.contains("package.json")) {
      Matcher command = COMMAND.matcher(text(root + "package.json", files));
      if (command.find()) {
        said.putIfAbsent("baseurl", rooted(command.group(1)));
      }
    }
    // The path of its site is not a part of Astro's addresses.
    said.putIfAbsent("baseurl", "/");
    return new Configuration(said, null);
  }

  private static String text(String file, Function<String, byte[]> files) {
    return EleventyProgram.withoutComments(new String(files.apply(file), StandardCharsets.UTF_8));
  }

  private static String rooted(String path) {
    return path.startsWith("/") ? path : "/" + path;
  }
}
