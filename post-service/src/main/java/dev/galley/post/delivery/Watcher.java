package dev.galley.post.delivery;

import dev.galley.web.EventPush;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.json.JsonMapper;

/** A browser that follows the timeline of one post, and what it was told already. */
final class Watcher {

  private final String postId;
  private final EventPush push;
  private final BooleanSupplier allowed;
  private final JsonMapper json;
  private final Map<Long, Delivery> told = new HashMap<>();

  Watcher(String postId, EventPush push, BooleanSupplier allowed, JsonMapper json) {
    this.postId = postId;
    this.push = push;
    this.allowed = allowed;
    this.json = json;
  }

  String postId() {
    return postId;
  }

  boolean isAllowed() {
    return allowed.getAsBoolean();
  }

  /** Sends what is new, the oldest first. */
  synchronized void tell(List<Delivery> newestFirst) {
    for (int i = newestFirst.size() - 1; i >= 0; i--) {
      Delivery delivery = newestFirst.get(i);
      if (!delivery.equals(told.put(delivery.revision(), delivery))) {
        push.send(EventPush.event(null, "delivery", json.writeValueAsString(delivery)));
      }
    }
  }

  void end() {
    push.end();
  }
}
