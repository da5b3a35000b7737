package dev.galley.post.draft;

import dev.galley.post.content.Actor;
import dev.galley.post.content.IdempotencyKey;
import dev.galley.web.Sha256;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Tells a repeated request from a new one under an old key, by what it says. */
final class IdempotencyKeys {

  private final JsonMapper json;

  IdempotencyKeys(JsonMapper json) {
    this.json = json;
  }

  /**
   * The key of a creation, valid for one client.
   *
   * @param key as the client sent it; null when it sent none
   */
  @Nullable IdempotencyKey of(@Nullable String key, Actor actor, NewPost wish) {
    return key == null ? null : new IdempotencyKey(actor.key() + "/" + key, hash(wish));
  }

  private String hash(NewPost wish) {
    return Sha256.hex(json.writeValueAsBytes(wish));
  }
}
