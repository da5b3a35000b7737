package dev.galley.post.delivery;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import dev.galley.event.Receipt;
import dev.galley.post.draft.Appearance;
import java.util.Comparator;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * One document a post, in it one field a revision, in that one a step. A receipt is one write that
 * reads nothing and may be repeated.
 */
final class MongoDeliveries implements Deliveries {

  private static final String STEPS = "steps";
  private static final int RECEIPTS_BETWEEN_PRUNINGS = 100;
  private static final int MAX_COUNTED = 10_000;
  private static final int MAX_REASON_CHARS = 1_000;

  private final MongoCollection<Document> deliveries;
  private final Map<String, Integer> receipts = new ConcurrentHashMap<>();

  MongoDeliveries(MongoDatabase database) {
    this.deliveries = database.getCollection("deliveries");
  }

  @Override
  public void keep(Receipt receipt) {
    String field = path(receipt.revision()) + "." + Keys.of(receipt.step(), receipt.target());
    deliveries.updateOne(
        eq(receipt.postId()),
        Updates.set(field, document(Step.of(receipt))),
        new UpdateOptions().upsert(true));
    if (count(receipt.postId()) % RECEIPTS_BETWEEN_PRUNINGS == 0) {
      prune(receipt.postId());
    }
  }

  /** With a letter: a path of digits alone could also mean a place in an array. */
  private static String path(long revision) {
    return STEPS + ".r" + revision;
  }

  private int count(String postId) {
    if (receipts.size() >= MAX_COUNTED) {
      receipts.clear();
    }
    return receipts.merge(postId, 1, Integer::sum);
  }

  /** A post that is published again and again must not grow without end. */
  private void prune(String postId) {
    NavigableMap<Long, Document> revisions = revisions(postId);
    List<Bson> old =
        revisions.descendingKeySet().stream()
            .skip(Appearance.MAX_PUBLICATIONS)
            .map(revision -> Updates.unset(path(revision)))
            .toList();
    if (!old.isEmpty()) {
      deliveries.updateOne(eq(postId), Updates.combine(old));
    }
  }

  @Override
  public Map<Long, List<Step>> of(String postId) {
    Map<Long, List<Step>> steps = new LinkedHashMap<>();
    revisions(postId)
        .descendingMap()
        .forEach(
            (revision, byKey) ->
                steps.put(
                    revision,
                    byKey.values().stream()
                        .map(step -> step((Document) step))
                        .sorted(Comparator.comparing(Step::at))
                        .toList()));
    return steps;
  }

  private NavigableMap<Long, Document> revisions(String postId) {
    NavigableMap<Long, Document> revisions = new TreeMap<>();
    Document document = deliveries.find(eq(postId)).first();
    if (document != null) {
      document
          .get(STEPS, new Document())
          .forEach(
              (revision, steps) ->
                  revisions.put(Long.parseLong(revision.substring(1)), (Document) steps));
    }
    return revisions;
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
