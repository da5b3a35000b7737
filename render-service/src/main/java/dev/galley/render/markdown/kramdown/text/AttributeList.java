package dev.galley.render.markdown.kramdown.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands inside {@code {: ... }}: classes, an id, attributes, and references such as {@code
 * toc}.
 */
public record AttributeList(Map<String, String> attributes, List<String> references) {

  private static final Pattern ITEM =
      Pattern.compile(
          "(?<=^|\\s)(?:(?<key>\\w[\\w-]*)=(?<quote>[\"'])(?<value>(?:\\\\.|(?!\\k<quote>)[^}\\\\])*+)\\k<quote>"
              + "|(?<names>(?:#[A-Za-z][\\w:-]*|\\.[^\\s.#]+)+)"
              + "|(?<reference>\\w[\\w-]*))(?=\\s|$)");

  private static final Pattern NAME = Pattern.compile("([#.])([^\\s.#]+)");

  public static AttributeList of(String text) {
    AttributeList list = new AttributeList(new LinkedHashMap<>(), new ArrayList<>());
    Matcher item = ITEM.matcher(text);
    while (item.find()) {
      list.take(item);
    }
    return list;
  }

  private void take(Matcher item) {
    if (item.group("key") != null) {
      attributes.put(item.group("key"), item.group("value").replaceAll("\\\\([}\"'])", "$1"));
    } else if (item.group("reference") != null) {
      references.add(item.group("reference"));
    } else {
      Matcher name = NAME.matcher(item.group("names"));
      while (name.find()) {
        if (name.group(1).equals("#")) {
          attributes.put("id", name.group(2));
        } else {
          addClass(attributes, name.group(2));
        }
      }
    }
  }

  /** Adds all attributes to an element's; classes join those that are there. */
  public void applyTo(Map<String, String> target) {
    attributes.forEach(
        (key, value) -> {
          if (key.equals("class")) {
            addClass(target, value);
          } else {
            target.put(key, value);
          }
        });
  }

  private static void addClass(Map<String, String> target, String name) {
    target.merge("class", name, (before, more) -> before + " " + more);
  }
}
