package dev.galley.post.draft;

import dev.galley.post.content.Content;
import dev.galley.web.problem.UnreadableBody;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Changes content by JSON Merge Patch (RFC 7396). */
final class MergePatch {

  private final JsonMapper json;

  MergePatch(JsonMapper json) {
    this.json = json;
  }

  /**
   * The content as changed; null in the patch removes.
   *
   * @throws ErrorResponseException with 400 when the result is not what content looks like
   */
  NewPost apply(Content content, ObjectNode change) {
    ObjectNode target = json.valueToTree(NewPost.of(content));
    merge(target, change);
    try {
      return json.treeToValue(target, NewPost.class);
    } catch (JacksonException e) {
      throw new ErrorResponseException(HttpStatus.BAD_REQUEST, UnreadableBody.problem(e), e);
    }
  }

  private static void merge(ObjectNode target, ObjectNode change) {
    change.properties().forEach(field -> merge(target, field.getKey(), field.getValue()));
  }

  private static void merge(ObjectNode target, String name, JsonNode value) {
    if (value.isNull()) {
      target.remove(name);
    } else if (value instanceof ObjectNode object) {
      // RFC 7396, section 2: what is no object becomes an empty one, then the patch applies to it.
      ObjectNode nested =
          target.get(name) instanceof ObjectNode existing ? existing : target.putObject(name);
      merge(nested, object);
    } else {
      target.set(name, value);
    }
  }
}
