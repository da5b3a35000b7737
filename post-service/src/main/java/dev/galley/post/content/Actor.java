package dev.galley.post.content;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * On whose behalf a post is changed.
 *
 * @param id the person's, or for a machine that of the token that was used, which tells it from a
 *     later one of the same name; absent in a service without tokens
 * @param name the name of the person or the token; shown in the history
 * @param person the person's id; null for a machine
 * @param traceparent the W3C trace of the request; absent without tracing
 */
public record Actor(
    @Nullable String id, String name, @Nullable String person, @Nullable String traceparent) {

  /** Galley itself, for what happens by itself: nobody's name has no id. */
  public static final Actor GALLEY = new Actor(null, "Galley", null, null);

  /** Tells them from everybody else, whatever they are called. */
  public String key() {
    return id == null ? name : id;
  }

  /** The change that this actor makes now. */
  public Change does(Change.Action action, @Nullable String note, Instant at) {
    return new Change(action, name, id, at, note, traceparent);
  }
}
