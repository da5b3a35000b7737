package dev.galley.post.delivery;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Projections.include;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import dev.galley.post.content.Cursor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** Failures in a collection of their own, so that looking for them reads nothing else. */
final class MongoFailures implements Failures {

  private static final Date END_OF_TIME = Date.from(Instant.parse("9999-12-31T00:00:00Z"));

  private final MongoCollection<Document> failures;

  MongoFailures(MongoDatabase database) {
    this.failures = database.getCollection("failures");
  }

  void createIndexes() {
    failures.createIndex(Indexes.ascending("postId"));
    failures.createIndex(Indexes.descending("at", "_id"));
  }

  @Override
  public void keep(Failure failure) {
    failures.replaceOne(
        eq(failure.id()),
        new Document("_id", failure.id())
            .append("postId", failure.postId())
            .append("revision", failure.revision())
            .append("step", failure.step())
            .append("target", failure.target())
            .append("targetName", failure.targetName())
            .append("reason", failure.reason())
            .append("attempt", failure.attempt())
            .append("at", Date.from(failure.at())),
        new ReplaceOptions().upsert(true));
  }

  @Override
  public void resolve(String postId, long revision, String step, @Nullable String target) {
    List<String> resolved =
        failures.find(eq("postId", postId)).into(new ArrayList<>()).stream()
            .map(MongoFailures::failure)
            .filter(failure -> failure.revision() <= revision && failure.step().equals(step))
            .filter(failure -> Objects.equals(failure.target(), target))
            .map(Failure::id)
            .toList();
    // Nearly always there are none, and then there is nothing to write.
    if (!resolved.isEmpty()) {
      failures.deleteMany(in("_id", resolved));
    }
  }

  @Override
  public Set<String> postsAmong(Set<String> postIds) {
    return failures
        .find(in("postId", postIds))
        .projection(include("postId"))
        .map(document -> document.getString("postId"))
        .into(new HashSet<>());
  }

  @Override
  public Optional<Failure> find(String id) {
    return Optional.ofNullable(failures.find(eq(id)).first()).map(MongoFailures::failure);
  }

  @Override
  public List<Failure> list(int limit, @Nullable Cursor after) {
    List<Failure> found = new ArrayList<>();
    failures
        .find(olderThan(after))
        .sort(Sorts.descending("at", "_id"))
        .limit(limit)
        .forEach(document -> found.add(failure(document)));
    return found;
  }

  private static Bson olderThan(@Nullable Cursor cursor) {
    if (cursor == null) {
      return lte("at", END_OF_TIME);
    }
    Date at = Date.from(cursor.updatedAt());
    return and(lte("at", at), or(lt("at", at), and(eq("at", at), lt("_id", cursor.id()))));
  }

  @Override
  public long count() {
    return failures.estimatedDocumentCount();
  }

  @Override
  public void retried(String id, Instant at) {
    failures.updateOne(eq(id), Updates.set("retriedAt", Date.from(at)));
  }

  @Override
  public boolean dismiss(String id) {
    return failures.deleteOne(eq(id)).getDeletedCount() > 0;
  }

  @Override
  public void remove(String postId) {
    failures.deleteMany(eq("postId", postId));
  }

  private static Failure failure(Document document) {
    Date retriedAt = document.getDate("retriedAt");
    return new Failure(
        document.getString("_id"),
        document.getString("postId"),
        document.getLong("revision"),
        document.getString("step"),
        document.getString("target"),
        document.getString("targetName"),
        document.getString("reason"),
        document.getInteger("attempt"),
        document.getDate("at").toInstant(),
        retriedAt == null ? null : retriedAt.toInstant());
  }
}
