package dev.galley.post.transfer.ghost;

import dev.galley.post.transfer.archive.RefusedArchive;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/** The tables of an export, row by row: one row is in memory, whatever the file's size. */
final class Tables {

  /** Far more than a post may have: one of them is refused then, and not all of the export. */
  private static final int MAX_TEXT_CHARS = 20 * 1024 * 1024;

  private static final int MAX_ROW_CHARS = 48 * 1024 * 1024;
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(100)
                  .maxStringLength(MAX_TEXT_CHARS)
                  .build())
          .build();

  /** What is read of any row. */
  private static final Set<String> COLUMNS =
      Set.of(
          "id",
          "post_id",
          "tag_id",
          "author_id",
          "sort_order",
          "name",
          "slug",
          "title",
          "lexical",
          "mobiledoc",
          "html",
          "markdown",
          "image",
          "feature_image",
          "feature_image_alt",
          "feature_image_caption",
          "featured",
          "page",
          "type",
          "status",
          "visibility",
          "email_only",
          "created_at",
          "updated_at",
          "published_at",
          "custom_excerpt",
          "canonical_url",
          "codeinjection_head",
          "codeinjection_foot",
          "custom_template",
          "meta_title",
          "meta_description",
          "og_title",
          "og_description",
          "twitter_title",
          "twitter_description",
          "key",
          "value");

  private Tables() {}

  /**
   * Reads an export.
   *
   * @param wanted the names of the tables
   * @param rows is given the table's name and those values of each row that are read here, as texts
   * @throws RefusedArchive when it is no JSON, or one row is too large
   */
  static void read(Path file, Set<String> wanted, BiConsumer<String, Map<String, String>> rows)
      throws IOException {
    try (InputStream in = Files.newInputStream(file);
        JsonParser json = JSON.createParser(ObjectReadContext.empty(), in)) {
      json.nextToken();
      object(json, wanted, rows);
    } catch (JacksonException e) {
      throw new RefusedArchive(
          "an export that cannot be read: "
              + String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse(""));
    }
  }

  /** An object with the tables in it, perhaps in a list of one. */
  private static void object(
      JsonParser json, Set<String> wanted, BiConsumer<String, Map<String, String>> rows) {
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = json.currentName();
      JsonToken value = json.nextToken();
      if (name.equals("db") && value == JsonToken.START_ARRAY) {
        while (json.nextToken() == JsonToken.START_OBJECT) {
          object(json, wanted, rows);
        }
      } else if (name.equals("data") && value == JsonToken.START_OBJECT) {
        tables(json, wanted, rows);
      } else {
        json.skipChildren();
      }
    }
  }

  private static void tables(
      JsonParser json, Set<String> wanted, BiConsumer<String, Map<String, String>> rows) {
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String table = json.currentName();
      if (json.nextToken() != JsonToken.START_ARRAY || !wanted.contains(table)) {
        json.skipChildren();
        continue;
      }
      while (json.nextToken() != JsonToken.END_ARRAY) {
        if (json.currentToken() == JsonToken.START_OBJECT) {
          rows.accept(table, row(json));
        } else {
          json.skipChildren();
        }
      }
    }
  }

  private static Map<String, String> row(JsonParser json) {
    Map<String, String> row = new HashMap<>();
    int chars = 0;
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String column = json.currentName();
      JsonToken value = json.nextToken();
      if (value.isScalarValue() && value != JsonToken.VALUE_NULL && COLUMNS.contains(column)) {
        String text = json.getString();
        chars += text.length();
        if (chars > MAX_ROW_CHARS) {
          throw new RefusedArchive("a row of more than " + MAX_ROW_CHARS + " characters");
        }
        row.put(column, text);
      } else {
        json.skipChildren();
      }
    }
    return row;
  }
}
