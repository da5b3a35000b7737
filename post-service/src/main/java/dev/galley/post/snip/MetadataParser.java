package dev.galley.post.snip;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads the YAML of a snip: a map of names to texts, booleans, numbers, lists and maps.
 *
 * <p>Builds the values from parse events itself, so that nothing in the text can name a class, and
 * so that depth and aliases are refused while reading, before they have cost anything.
 */
final class MetadataParser {

  static final int MAX_CHARS = 64 * 1024;
  static final int MAX_DEPTH = 20;
  static final int MAX_ALIASES = 100;

  /** How many values all aliases together may stand for. */
  static final int MAX_ALIASED = 1_000;

  /** YAML 1.1's name for values that another map has as well; Jekyll and Hexo read it. */
  private static final String MERGE = "<<";

  private static final LoadSettings SETTINGS =
      LoadSettings.builder().setLabel("metadata").setCodePointLimit(MAX_CHARS + 1).build();
  private static final Pattern TAB = Pattern.compile("(?m)^([ \\t]*:?[A-Za-z0-9_.-]{1,100}:)\\t+");
  private static final String STRING_TAG = "tag:yaml.org,2002:str";

  private final Iterator<Event> events;
  private final int linesBefore;
  private final Map<Anchor, Anchored> anchored = new HashMap<>();
  private int aliases;
  private int aliased;

  /**
   * What an alias may stand for.
   *
   * @param values how many it is made of
   * @param depth how deeply they are nested
   */
  private record Anchored(Object value, int values, int depth) {

    static Anchored of(Object value) {
      Collection<?> inner =
          value instanceof Map<?, ?> map
              ? map.values()
              : value instanceof List<?> list ? list : List.of();
      int values = 1;
      int depth = 0;
      for (Object one : inner) {
        Anchored measured = of(one);
        values += measured.values;
        depth = Math.max(depth, measured.depth);
      }
      return new Anchored(value, values, depth + 1);
    }
  }

  private MetadataParser(String yaml, int linesBefore) {
    // YAML 1.2.2, 6.2 allows a tab there; the library takes blanks alone.
    this.events = new Parse(SETTINGS).parseString(TAB.matcher(yaml).replaceAll("$1 ")).iterator();
    this.linesBefore = linesBefore;
  }

  /**
   * Reads one YAML document.
   *
   * @param linesBefore how many lines of the file come before the YAML, to name the right line
   * @return names in their order, without a leading colon
   * @throws BrokenSnip for YAML that is malformed, over a limit, or not a map
   */
  static Map<String, Object> parse(String yaml, int linesBefore) {
    if (yaml.length() > MAX_CHARS) {
      throw BrokenSnip.atLine(linesBefore + 1, "metadata of more than " + MAX_CHARS / 1024 + " KB");
    }
    try {
      return new MetadataParser(yaml, linesBefore).document();
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
      throw BrokenSnip.atLine(linesBefore + line, "metadata is not YAML: " + e.getProblem());
    } catch (YamlEngineException e) {
      // The reader's own complaints, such as a control character, carry no mark.
      throw BrokenSnip.atLine(linesBefore + 1, "metadata is not YAML: an unexpected character");
    }
  }

  private Map<String, Object> document() {
    Event event = next();
    while (event.getEventId() == Event.ID.StreamStart
        || event.getEventId() == Event.ID.DocumentStart) {
      event = next();
    }
    if (event.getEventId() == Event.ID.StreamEnd) {
      return Map.of();
    }
    if (event instanceof ScalarEvent scalar
        && scalar.isPlain()
        && PlainScalar.isNothing(scalar.getValue())) {
      return Map.of();
    }
    if (!(event instanceof MappingStartEvent start)) {
      throw broken(event, "metadata is not a list of names and values");
    }
    Map<String, Object> metadata = map(start, 1);
    next();
    Event after = next();
    if (after.getEventId() != Event.ID.StreamEnd) {
      throw broken(after, "a second YAML document");
    }
    return metadata;
  }

  private Object value(Event event, int depth) {
    if (event instanceof AliasEvent alias) {
      return dereferenced(alias, depth);
    }
    Object value;
    if (event instanceof ScalarEvent scalar) {
      value = scalar(scalar);
    } else if (event instanceof SequenceStartEvent start) {
      value = list(start, depth);
    } else if (event instanceof MappingStartEvent start) {
      value = map(start, depth);
    } else {
      throw broken(event, "unexpected " + event.getEventId());
    }
    // Only now: an alias inside its own anchor must find nothing.
    ((NodeEvent) event).getAnchor().ifPresent(anchor -> anchored.put(anchor, Anchored.of(value)));
    return value;
  }

  private Object scalar(ScalarEvent event) {
    refuseTag(event, event.getTag().orElse(""));
    boolean text = !event.isPlain() || event.getTag().isPresent();
    return text ? event.getValue() : PlainScalar.value(event.getValue());
  }

  private List<Object> list(SequenceStartEvent start, int depth) {
    refuseTag(start, start.getTag().orElse(""));
    refuseDepth(start, depth);
    List<Object> items = new ArrayList<>();
    for (Event event = next(); event.getEventId() != Event.ID.SequenceEnd; event = next()) {
      items.add(value(event, depth + 1));
    }
    return items;
  }

  private Map<String, Object> map(MappingStartEvent start, int depth) {
    refuseTag(start, start.getTag().orElse(""));
    refuseDepth(start, depth);
    Map<String, Object> map = new LinkedHashMap<>();
    List<Map<?, ?>> merged = new ArrayList<>();
    for (Event event = next(); event.getEventId() != Event.ID.MappingEnd; event = next()) {
      String key = key(event);
      Object value = value(next(), depth + 1);
      if (key.equals(MERGE)) {
        merged.addAll(maps(event, value));
        continue;
      }
      Object earlier = map.put(key, value);
      // A real file of the corpus says the same thing twice; only a contradiction is an error.
      if (earlier != null && !earlier.equals(value)) {
        throw broken(event, "the name '" + key + "' twice");
      }
    }
    // What a map says itself counts, wherever that stands, and then what the first one says.
    merged.forEach(one -> one.forEach((key, value) -> map.putIfAbsent(key.toString(), value)));
    return map;
  }

  private List<Map<?, ?>> maps(Event event, Object value) {
    List<Map<?, ?>> maps = new ArrayList<>();
    for (Object one : value instanceof List<?> list ? list : List.of(value)) {
      if (!(one instanceof Map<?, ?> map)) {
        throw broken(event, "a merge of what is no map");
      }
      maps.add(map);
    }
    return maps;
  }

  private String key(Event event) {
    if (!(event instanceof ScalarEvent scalar)) {
      throw broken(event, "a name that is not a text");
    }
    refuseTag(event, scalar.getTag().orElse(""));
    String name = scalar.getValue();
    if (name.startsWith(":")) {
      name = name.substring(1);
    }
    if (name.isBlank()) {
      throw broken(event, "a value without a name");
    }
    if (name.equals(MERGE) && !scalar.isPlain()) {
      throw broken(event, "a name that is another sign");
    }
    return name;
  }

  private Object dereferenced(AliasEvent alias, int depth) {
    if (++aliases > MAX_ALIASES) {
      throw broken(alias, "more than " + MAX_ALIASES + " aliases");
    }
    Anchored found = anchored.get(alias.getAlias());
    if (found == null) {
      throw broken(alias, "an alias without an anchor before it");
    }
    aliased += found.values();
    if (aliased > MAX_ALIASED) {
      throw broken(alias, "aliases that stand for more than " + MAX_ALIASED + " values");
    }
    refuseDepth(alias, depth + found.depth() - 1);
    return found.value();
  }

  private void refuseDepth(Event event, int depth) {
    if (depth > MAX_DEPTH) {
      throw broken(event, "nested more than " + MAX_DEPTH + " levels deep");
    }
  }

  private void refuseTag(Event event, String tag) {
    if (!tag.isEmpty() && !tag.equals("!") && !tag.equals(STRING_TAG)) {
      throw broken(event, "type tags are not allowed");
    }
  }

  private Event next() {
    return events.next();
  }

  private BrokenSnip broken(Event event, String problem) {
    int line = event.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    return BrokenSnip.atLine(linesBefore + line, problem);
  }
}
