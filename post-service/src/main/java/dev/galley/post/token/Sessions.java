package dev.galley.post.token;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Projections.include;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** The sessions of browsers, in MongoDB, by the hash of their cookie. Thread-safe. */
final class Sessions {

  private static final String TOKEN = "tokenId";
  private static final String CREATED_AT = "createdAt";
  private static final String EXPIRES_AT = "expiresAt";

  private final MongoCollection<Document> sessions;
  private final int maxPerToken;

  /**
   * @param maxPerToken one more ends the oldest
   */
  Sessions(MongoDatabase database, int maxPerToken) {
    this.sessions = database.getCollection("sessions");
    this.maxPerToken = maxPerToken;
  }

  void createIndexes() {
    sessions.createIndex(Indexes.ascending(TOKEN, CREATED_AT));
    sessions.createIndex(Indexes.ascending(EXPIRES_AT));
  }

  Optional<Session> find(String id) {
    return Optional.ofNullable(sessions.find(eq(id)).first()).map(Sessions::session);
  }

  /** Every session, the oldest first. */
  List<Session> all() {
    return sessions
        .find()
        .sort(Sorts.ascending(CREATED_AT))
        .map(Sessions::session)
        .into(new ArrayList<>());
  }

  /**
   * Adds a session and ends what has expired, and the oldest when its token has too many.
   *
   * @return the oldest ones that this ended
   */
  List<String> add(Session session) {
    keep(session);
    sessions.deleteMany(lt(EXPIRES_AT, Date.from(session.createdAt())));
    // After the write: whichever instance writes last sees them all.
    List<String> oldest =
        sessions
            .find(eq(TOKEN, session.tokenId()))
            .sort(Sorts.descending(CREATED_AT, "_id"))
            .skip(maxPerToken)
            .projection(include("_id"))
            .map(document -> document.getString("_id"))
            .into(new ArrayList<>());
    return oldest.stream().filter(this::remove).toList();
  }

  /** Repeating it is harmless. */
  void keep(Session session) {
    sessions.replaceOne(
        eq(session.id()),
        new Document("_id", session.id())
            .append(TOKEN, session.tokenId())
            .append(CREATED_AT, Date.from(session.createdAt()))
            .append(EXPIRES_AT, Date.from(session.expiresAt())),
        new ReplaceOptions().upsert(true));
  }

  /** Ends a session; returns whether it was there. */
  boolean remove(String id) {
    return sessions.deleteOne(eq(id)).getDeletedCount() > 0;
  }

  /** Ends all sessions of a token; returns how many there were. */
  long removeOf(String tokenId) {
    return sessions.deleteMany(eq(TOKEN, tokenId)).getDeletedCount();
  }

  void used(String id, Instant at) {
    sessions.updateOne(eq(id), Updates.set("lastUsedAt", Date.from(at)));
  }

  private static Session session(Document document) {
    @Nullable Date lastUsedAt = document.getDate("lastUsedAt");
    return new Session(
        document.getString("_id"),
        document.getString(TOKEN),
        document.getDate(CREATED_AT).toInstant(),
        Tokens.instant(lastUsedAt),
        document.getDate(EXPIRES_AT).toInstant());
  }
}
