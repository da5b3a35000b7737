package dev.galley.post.engine.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a tag of an engine is given: values in their order, and values by name. */
public record Arguments(List<String> values, Map<String, String> named) {

  private static final Pattern ONE =
      Pattern.compile(
          "(?:([\\w-]{1,50})\\s{0,9}[=:]\\s{0,9})?(?:\"([^\"]*)\"|'([^']*)'|`([^`]*)`|([^\\s,()]+))");

  /** Reads {@code name="value"}, and values without names. */
  public static Arguments of(String text) {
    Arguments arguments = new Arguments(new ArrayList<>(), new LinkedHashMap<>());
    Matcher one = ONE.matcher(text);
    while (one.find()) {
      String value = "";
      for (int group = 2; group <= 5; group++) {
        value = one.group(group) == null ? value : one.group(group);
      }
      if (one.group(1) == null) {
        arguments.values.add(value);
      } else {
        arguments.named.put(one.group(1), value);
      }
    }
    return arguments;
  }

  /** A value by its name or its place; empty when there is none. */
  public String get(String name, int place) {
    String value = named.get(name);
    return value != null ? value : place < values.size() ? values.get(place) : "";
  }
}
