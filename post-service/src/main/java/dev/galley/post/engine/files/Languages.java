package dev.galley.post.engine.files;

import dev.galley.post.engine.files.Mounts.Mounted;
import dev.galley.post.engine.rules.Configuration;
import dev.galley.post.engine.rules.Engine;
import dev.galley.post.engine.rules.Values;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The languages of a site of Hugo or Zola: a file says its own in its name ({@code
 * about.pt-br.md}), of Hugo also by its folder, and its address begins with it.
 */
public final class Languages {

  private static final Pattern NAMED = Pattern.compile("(.*[^/])\\.([^./]+)(\\.[^./]+)");

  /**
   * A file in its language.
   *
   * @param path as it would be if there was but one
   * @param prefix what its address begins with, such as {@code /pt-br}; empty for none
   * @param hidden the language, where none of its pages are made
   * @param zone whose clocks its dates are meant by that name no offset; empty for the site's
   */
  public record Translation(
      String path, String prefix, Optional<String> hidden, Optional<ZoneId> zone) {}

  private final Map<String, Boolean> hidden = new HashMap<>();
  private final Map<String, ZoneId> zones = new HashMap<>();
  private final String first;
  private final boolean isFirstInFolder;

  Languages(Engine engine, Configuration configuration) {
    this.first =
        normal(configuration.text("defaultContentLanguage", "default_language").orElse("en"));
    this.isFirstInFolder = configuration.isTrue("defaultContentLanguageInSubdir");
    if (engine == Engine.HUGO || engine == Engine.ZOLA) {
      Object said = configuration.value("languages").orElse("");
      if (said instanceof Map<?, ?> languages) {
        languages.forEach((name, options) -> add(name.toString(), options));
      } else if (said instanceof List<?> languages) {
        // As Zola had them before 0.16.
        languages.forEach(
            one -> Values.text(Values.named(one), "code").ifPresent(name -> add(name, one)));
      }
      Values.texts(configuration.values(), "disableLanguages")
          .forEach(name -> hidden.replace(normal(name), true));
    }
  }

  private void add(String name, Object options) {
    Map<String, Object> said = Values.named(options);
    hidden.put(
        normal(name), Values.text(said, "disabled").filter("true"::equalsIgnoreCase).isPresent());
    new Configuration(said, null).zone().ifPresent(zone -> zones.put(normal(name), zone));
  }

  private static String normal(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /** What a file within the folder of posts is: it can name another language than its folder. */
  Translation of(Mounted file) {
    Matcher named = NAMED.matcher(file.path());
    return named.matches() && hidden.containsKey(normal(named.group(2)))
        ? in(normal(named.group(2)), named.group(1) + named.group(3))
        : in(file.language().map(Languages::normal).orElse(first), file.path());
  }

  private Translation in(String language, String path) {
    boolean isNamed = !hidden.isEmpty() && (isFirstInFolder || !language.equals(first));
    return new Translation(
        path,
        isNamed ? "/" + language : "",
        Optional.of(language).filter(one -> hidden.getOrDefault(one, false)),
        Optional.ofNullable(zones.get(language)));
  }
}
