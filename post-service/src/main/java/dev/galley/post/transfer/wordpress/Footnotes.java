package dev.galley.post.transfer.wordpress;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The notes of a post, which the editor of blocks keeps beside its text. */
final class Footnotes {

  static final String META = "footnotes";

  private static final JsonMapper JSON = JsonMapper.shared();

  private Footnotes() {}

  /** The list that WordPress shows in place of the block; empty when there are no notes. */
  static String html(String json) {
    if (json.isBlank()) {
      return "";
    }
    StringBuilder list = new StringBuilder();
    try {
      for (JsonNode note : JSON.readTree(json)) {
        String id = note.path("id").asString("").replaceAll("[^\\w-]", "");
        list.append(
            "<li id=\"%s\">%s <a href=\"#%s-link\">↩︎</a></li>"
                .formatted(id, note.path("content").asString(""), id));
      }
    } catch (JacksonException e) {
      return "";
    }
    return list.isEmpty() ? "" : "<ol class=\"footnotes\">" + list + "</ol>";
  }
}
