package dev.galley.post.snip;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.ConstructNode;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.schema.Schema;

/** Writes metadata as the YAML that {@link MetadataParser} reads the same values from. */
final class MetadataWriter {

  private static final DumpSettings SETTINGS =
      DumpSettings.builder()
          .setDefaultFlowStyle(FlowStyle.BLOCK)
          .setSplitLines(false)
          .setIndent(4)
          .setIndicatorIndent(2)
          .setSchema(new PlainScalarSchema())
          .setDereferenceAliases(true)
          .build();

  private MetadataWriter() {}

  /**
   * One line a name, in the map's order.
   *
   * @param keyPrefix what stands before each top-level name, a colon in snips
   */
  static String write(Map<String, Object> metadata, String keyPrefix) {
    if (metadata.isEmpty()) {
      return "";
    }
    Map<String, Object> prefixed = new LinkedHashMap<>();
    metadata.forEach((key, value) -> prefixed.put(keyPrefix + key, value));
    return new Dump(SETTINGS).dumpToString(prefixed);
  }

  /** The values as a file can hold them, so that writing and reading gives the same again. */
  static Map<String, Object> normal(Map<?, ?> metadata) {
    Map<String, Object> normal = new LinkedHashMap<>();
    metadata.forEach((key, value) -> normal.put(String.valueOf(key), normalValue(value)));
    return normal;
  }

  private static Object normalValue(@Nullable Object value) {
    if (value == null) {
      return "";
    }
    if (value instanceof Map<?, ?> map) {
      return normal(map);
    }
    if (value instanceof Collection<?> items) {
      return items.stream().map(MetadataWriter::normalValue).toList();
    }
    if (value instanceof Boolean || value instanceof String) {
      return value;
    }
    return value instanceof Number ? PlainScalar.value(value.toString()) : value.toString();
  }

  /** Tells the writer which texts it has to quote: those that would be read as something else. */
  private static final class PlainScalarSchema implements Schema {

    @Override
    public ScalarResolver getScalarResolver() {
      return (text, implicit) -> Boolean.TRUE.equals(implicit) ? tag(text) : Tag.STR;
    }

    @Override
    public Map<Tag, ConstructNode> getSchemaTagConstructors() {
      return Map.of();
    }

    private static Tag tag(String text) {
      if (PlainScalar.isNothing(text)) {
        return Tag.NULL;
      }
      Object value = PlainScalar.value(text);
      if (value instanceof Boolean) {
        return Tag.BOOL;
      }
      if (value instanceof Long) {
        return Tag.INT;
      }
      return value instanceof Double ? Tag.FLOAT : Tag.STR;
    }
  }
}
