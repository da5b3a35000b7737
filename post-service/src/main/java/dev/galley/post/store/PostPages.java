package dev.galley.post.store;

import static com.mongodb.client.model.Filters.gt;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Sorts;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * Every post document in the order of ids, page by page: one long cursor would outlive the limit of
 * time for a query.
 */
public final class PostPages {

  private static final int PAGE_DOCUMENTS = 100;

  private final MongoCollection<Document> posts;
  private final Bson projection;

  /**
   * @param projection has to leave the id in
   */
  public PostPages(MongoCollection<Document> posts, Bson projection) {
    this.posts = posts;
    this.projection = projection;
  }

  /** Hands over each document once; deleted posts as well. */
  public void forEach(Consumer<Document> visitor) {
    String last = "";
    List<Document> page;
    do {
      page =
          posts
              .find(gt(PostFields.ID, last))
              .projection(projection)
              .sort(Sorts.ascending(PostFields.ID))
              .limit(PAGE_DOCUMENTS)
              .into(new ArrayList<>());
      page.forEach(visitor);
      last = page.isEmpty() ? last : page.get(page.size() - 1).getString(PostFields.ID);
    } while (page.size() == PAGE_DOCUMENTS);
  }
}
