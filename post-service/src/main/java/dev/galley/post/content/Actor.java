package dev.galley.post.content;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * On whose behalf a post is changed.
 *
 * @param id the id of the token that was used, which tells it from a later one of the same name;
 *     absent in a service without tokens
 * @param name the name of the token that was used; shown in the history
 * @param traceparent the W3C trace of the request; absent without tracing
 */
public record Actor(@Nullable String id, String name, @Nullable String traceparent) {

  /** The change that this actor makes now. */
  public Change does(Change.Action action, @Nullable String note, Instant at) {
    return new Change(action, name, id, at, note, traceparent);
  }
}
