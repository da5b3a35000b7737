package dev.galley.local.system;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/**
 * Writes, publishes and unpublishes, and notes what was acknowledged. A post whose server dies is
 * left as it is: whether the last request was carried out is open.
 */
public final class BusyAuthor implements Runnable {

  private final Supplier<Api> servers;
  private final Random random;
  private final String name;
  private final List<AcknowledgedPost> posts;
  private final BooleanSupplier on;

  /**
   * @param servers asked before each post for where to write it
   */
  public BusyAuthor(
      Supplier<Api> servers,
      Random random,
      String name,
      List<AcknowledgedPost> posts,
      BooleanSupplier on) {
    this.servers = servers;
    this.random = random;
    this.name = name;
    this.posts = posts;
    this.on = on;
  }

  @Override
  public void run() {
    for (int n = 0; on.getAsBoolean(); n++) {
      try {
        // Few enough that the feed of a tag holds all of them.
        writeOnePost(servers.get(), name + "-" + n, name + "-" + n / 10);
      } catch (RuntimeException e) {
        if (e instanceof Api.Refused refused && refused.status() < 500) {
          throw e;
        }
      }
    }
  }

  private void writeOnePost(Api api, String slug, String tag) {
    JsonNode post =
        api.create(
            Map.of(
                "slug", slug, "title", "Post " + slug, "body", slug + " v1", "tags", List.of(tag)));
    AcknowledgedPost acknowledged = new AcknowledgedPost(post.get("id").asString(), slug, tag);
    note(acknowledged, post, slug + " v1");
    posts.add(acknowledged);
    post = publish(api, acknowledged, post, "first");
    for (int version = 2; version < 5 && on.getAsBoolean(); version++) {
      String text = slug + " v" + version;
      post = api.edit(post, Map.of("body", text));
      note(acknowledged, post, text);
      String[] updates = {"major", "minor", "silent"};
      post = publish(api, acknowledged, post, updates[random.nextInt(updates.length)]);
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

  private JsonNode publish(Api api, AcknowledgedPost acknowledged, JsonNode post, String update) {
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
