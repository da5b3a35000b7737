package dev.galley.post.review;

import static dev.galley.post.store.PostFields.EVENT;
import static dev.galley.post.store.PostFields.REVIEW_EVENTS;

import com.mongodb.client.MongoCollection;
import dev.galley.event.ReviewEvent;
import dev.galley.event.Topics;
import dev.galley.post.content.Change;
import dev.galley.post.content.Post;
import dev.galley.post.store.Drain;
import dev.galley.post.store.PostObserver;
import dev.galley.post.store.StoredJson;
import dev.galley.stream.EventSender;
import dev.galley.stream.Sending;
import java.util.List;
import java.util.Map;
import org.bson.Document;

/**
 * Sends the events that rounds of consent have left in the documents of their owners. At least
 * once, each with the id that it was stored with.
 */
final class SendingReviews extends Drain implements PostObserver {

  private final StoredJson json;
  private final EventSender sender;

  SendingReviews(MongoCollection<Document> owners, StoredJson json, EventSender sender) {
    super(owners, REVIEW_EVENTS, "id");
    this.json = json;
    this.sender = sender;
  }

  @Override
  public void stored(Post post, Change change) {
    if (post.review() != null) {
      changed(post.id());
    }
  }

  /** The owner with this id may have something to send. */
  void left(String id) {
    changed(id);
  }

  @Override
  protected void take(Map<String, List<Document>> entries) {
    Sending sending = sender.begin();
    entries
        .values()
        .forEach(
            unsent ->
                unsent.forEach(
                    one ->
                        sending.add(
                            Topics.REVIEWS, json.event(one.getString(EVENT), ReviewEvent.class))));
    sending.await();
  }
}
