package dev.galley.local.system;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.JsonNode;

/** Writes, publishes and unpublishes until the server dies, and notes what was acknowledged. */
final class BusyAuthor implements Runnable {

  private final Api api;
  private final Random random;
  private final String name;
  private final List<AcknowledgedPost> posts;
  private final BooleanSupplier on;

  BusyAuthor(
      Api api, Random random, String name, List<AcknowledgedPost> posts, BooleanSupplier on) {
    this.api = api;
    this.random = random;
    this.name = name;
    this.posts = posts;
    this.on = on;
  }

  @Override
  public void run() {
    try {
      for (int n = 0; on.getAsBoolean(); n++) {
        writeOnePost(name + "-" + n);
      }
    } catch (RuntimeException e) {
      // The server was killed under this request: whether it was carried out is open, and the
      // next one will not be answered either.
      if (e instanceof Api.Refused refused && refused.status() < 500) {
        throw e;
      }
    }
  }

  private void writeOnePost(String slug) {
    JsonNode post = api.create(Map.of("slug", slug, "title", "Post " + slug, "body", slug + " v1"));
    AcknowledgedPost acknowledged = new AcknowledgedPost(post.get("id").asString(), slug);
    note(acknowledged, post, slug + " v1");
    posts.add(acknowledged);
    post = publish(acknowledged, post, "first");
    for (int version = 2; version < 5 && on.getAsBoolean(); version++) {
      String text = slug + " v" + version;
      post = api.edit(post, Map.of("body", text));
      note(acknowledged, post, text);
      String[] updates = {"major", "minor", "silent"};
      post = publish(acknowledged, post, updates[random.nextInt(updates.length)]);
    }
    if (random.nextInt(4) == 0) {
      post =
          api.change(
              "POST", Api.path(post) + "/unpublish", Map.of("how", "gone"), Api.revision(post));
      note(acknowledged, post, acknowledged.text);
      acknowledged.removed = true;
      acknowledged.publicRevision = Api.revision(post);
    }
  }

  private JsonNode publish(AcknowledgedPost acknowledged, JsonNode post, String update) {
    JsonNode published = api.publish(post, update);
    note(acknowledged, published, acknowledged.text);
    acknowledged.publicText = acknowledged.text;
    acknowledged.publicRevision = Api.revision(published);
    if (update.equals("first") || update.equals("major")) {
      acknowledged.announced.add(Api.revision(published));
    }
    return published;
  }

  private static void note(AcknowledgedPost acknowledged, JsonNode post, String text) {
    acknowledged.text = text;
    acknowledged.revision = Api.revision(post);
  }
}
