package dev.galley.post.delivery;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Projections.include;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import dev.galley.event.Receipt;
import dev.galley.post.content.PublicHistory;
import java.util.Collection;
import java.util.Comparator;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * One document a publication, in it one field a step. A receipt reads nothing, and many are one
 * write, which may be repeated.
 */
final class MongoDeliveries implements Deliveries {

  private static final String STEPS = "steps";
  private static final char SEPARATOR = ':';
  private static final int RECEIPTS_BETWEEN_PRUNINGS = 100;
  private static final int MAX_COUNTED = 10_000;
  private static final int MAX_REASON_CHARS = 1_000;

  private final MongoCollection<Document> deliveries;
  private final Map<String, Integer> receipts = new ConcurrentHashMap<>();

  MongoDeliveries(MongoDatabase database) {
    this.deliveries = database.getCollection("deliveries");
  }

  @Override
  public void keep(List<Receipt> kept) {
    if (kept.isEmpty()) {
      return;
    }
    if (kept.size() == 1) {
      // A bulk's exception is the same for a refusal, which stays one, as for an outage.
      UpdateOneModel<Document> write = write(kept.get(0));
      deliveries.updateOne(write.getFilter(), write.getUpdate(), write.getOptions());
    } else {
      deliveries.bulkWrite(kept.stream().map(MongoDeliveries::write).toList());
    }
    kept.stream()
        .map(Receipt::postId)
        .filter(postId -> count(postId) % RECEIPTS_BETWEEN_PRUNINGS == 0)
        .forEach(this::prune);
  }

  private static UpdateOneModel<Document> write(Receipt receipt) {
    String field = STEPS + "." + HashedKey.of(receipt.step(), receipt.target());
    return new UpdateOneModel<>(
        eq(id(receipt.postId(), receipt.revision())),
        Updates.set(field, document(Step.of(receipt))),
        new UpdateOptions().upsert(true));
  }

  private static String id(String postId, long revision) {
    return postId + SEPARATOR + revision;
  }

  private int count(String postId) {
    if (receipts.size() >= MAX_COUNTED) {
      receipts.clear();
    }
    return receipts.merge(postId, 1, Integer::sum);
  }

  /** A post that is published again and again must not leave documents without end. */
  private void prune(String postId) {
    NavigableMap<Long, String> revisions = new TreeMap<>();
    deliveries
        .find(ofPost(postId))
        .projection(include("_id"))
        .forEach(document -> revisions.put(revision(document), document.getString("_id")));
    List<String> old =
        revisions.descendingMap().values().stream().skip(PublicHistory.MAX_PUBLICATIONS).toList();
    if (!old.isEmpty()) {
      deliveries.deleteMany(in("_id", old));
    }
  }

  @Override
  public Map<Long, List<Step>> of(String postId) {
    Map<Long, List<Step>> steps = new HashMap<>();
    deliveries
        .find(ofPost(postId))
        .forEach(document -> steps.put(revision(document), steps(document)));
    return steps;
  }

  @Override
  public Map<PublicationId, List<Step>> of(Collection<PublicationId> publications) {
    Map<PublicationId, List<Step>> steps = new HashMap<>();
    deliveries
        .find(in("_id", publications.stream().map(p -> id(p.postId(), p.revision())).toList()))
        .forEach(document -> steps.put(publicationId(document), steps(document)));
    return steps;
  }

  private static PublicationId publicationId(Document document) {
    String id = document.getString("_id");
    return new PublicationId(id.substring(0, id.lastIndexOf(SEPARATOR)), revision(document));
  }

  @Override
  public void remove(String postId) {
    deliveries.deleteMany(ofPost(postId));
  }

  /** All ids that begin with the post's; the index on the ids serves it. */
  private static Bson ofPost(String postId) {
    return and(gte("_id", postId + SEPARATOR), lt("_id", postId + (char) (SEPARATOR + 1)));
  }

  private static long revision(Document document) {
    String id = document.getString("_id");
    return Long.parseLong(id.substring(id.lastIndexOf(SEPARATOR) + 1));
  }

  private static List<Step> steps(Document document) {
    return document.get(STEPS, new Document()).values().stream()
        .map(step -> step((Document) step))
        .sorted(Comparator.comparing(Step::at))
        .toList();
  }

  private static Document document(Step step) {
    Document document =
        new Document("step", step.step())
            .append("outcome", step.outcome().name())
            .append("latencyMillis", step.latencyMillis())
            .append("attempt", step.attempt())
            .append("at", Date.from(step.at()));
    append(document, "target", step.target());
    append(document, "targetName", step.targetName());
    append(document, "reason", step.reason());
    return document;
  }

  private static void append(Document document, String field, @Nullable String value) {
    if (value != null) {
      document.append(
          field, value.length() <= MAX_REASON_CHARS ? value : value.substring(0, MAX_REASON_CHARS));
    }
  }

  private static Step step(Document document) {
    return new Step(
        document.getString("step"),
        document.getString("target"),
        document.getString("targetName"),
        Receipt.Outcome.valueOf(document.getString("outcome")),
        document.getString("reason"),
        document.getLong("latencyMillis"),
        document.getInteger("attempt"),
        document.getDate("at").toInstant());
  }
}
