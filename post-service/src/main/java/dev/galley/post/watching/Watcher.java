package dev.galley.post.watching;

import dev.galley.web.EventPush;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** A browser that follows one post, and what it was told already. */
final class Watcher {

  private final String postId;
  private final EventPush push;
  private final BooleanSupplier allowed;
  private final Map<String, String> told = new HashMap<>();

  Watcher(String postId, EventPush push, BooleanSupplier allowed) {
    this.postId = postId;
    this.push = push;
    this.allowed = allowed;
  }

  String postId() {
    return postId;
  }

  boolean isAllowed() {
    return allowed.getAsBoolean();
  }

  /** Sends what is new, in this order. */
  synchronized void tell(List<News> all) {
    for (News news : all) {
      if (!news.json().equals(told.put(news.key(), news.json()))) {
        push.send(EventPush.event(null, news.event(), news.json()));
      }
    }
  }

  void end() {
    push.end();
  }
}
