package dev.galley.render.page;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.galley.event.PostPublished;
import dev.galley.render.markdown.Markdowns;

/** Writes pages into a store as an earlier run would have left them. */
public final class StoredPages {

  private StoredPages() {}

  public static void write(String store, String slug, String body) {
    PostPublished post = PostFixtures.post(slug).body(body).published();
    try (PageWorld world = new PageWorld(Markdowns.standard());
        MongoClient client = MongoClients.create(store)) {
      world.publish(post);
      Page page = world.pages.find(post.postId()).orElseThrow();
      new Pages(client.getDatabase("galley_site").getCollection("pages")).save(page);
    }
  }
}
