package dev.galley.post.token;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
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
public final class Sessions {

  private static final String TOKEN = "tokenId";
  private static final String PERSON = "personId";
  private static final String CREATED_AT = "createdAt";
  private static final String EXPIRES_AT = "expiresAt";

  private final MongoCollection<Document> sessions;
  private final int maxOfOne;

  /**
   * @param maxOfOne one more ends the oldest
   */
  Sessions(MongoDatabase database, int maxOfOne) {
    this.sessions = database.getCollection("sessions");
    this.maxOfOne = maxOfOne;
  }

  void createIndexes() {
    sessions.createIndex(Indexes.ascending(TOKEN, CREATED_AT));
    sessions.createIndex(Indexes.ascending(PERSON, CREATED_AT));
    sessions.createIndex(Indexes.ascending(EXPIRES_AT));
  }

  public Optional<Session> find(String id) {
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

  /** Those of a person, the oldest first. */
  public List<Session> ofPerson(String personId) {
    return sessions
        .find(eq(PERSON, personId))
        .sort(Sorts.ascending(CREATED_AT))
        .map(Sessions::session)
        .into(new ArrayList<>());
  }

  /**
   * Adds a session and ends what has expired, and the oldest when its token, or a person without
   * one, has too many.
   *
   * @return the oldest ones that this ended
   */
  public List<String> add(Session session) {
    keep(session);
    sessions.deleteMany(lt(EXPIRES_AT, Date.from(session.createdAt())));
    // After the write: whichever instance writes last sees them all.
    List<String> oldest =
        sessions
            .find(
                session.tokenId() == null
                    ? and(eq(PERSON, session.personId()), exists(TOKEN, false))
                    : eq(TOKEN, session.tokenId()))
            .sort(Sorts.descending(CREATED_AT, "_id"))
            .skip(maxOfOne)
            .projection(include("_id"))
            .map(document -> document.getString("_id"))
            .into(new ArrayList<>());
    return oldest.stream().filter(this::remove).toList();
  }

  /** Repeating it is harmless. */
  void keep(Session session) {
    Document document =
        new Document("_id", session.id())
            .append(CREATED_AT, Date.from(session.createdAt()))
            .append(EXPIRES_AT, Date.from(session.expiresAt()));
    if (session.tokenId() != null) {
      document.append(TOKEN, session.tokenId());
    }
    if (session.personId() != null) {
      document.append(PERSON, session.personId());
    }
    sessions.replaceOne(eq(session.id()), document, new ReplaceOptions().upsert(true));
  }

  /** Ends a session; returns whether it was there. */
  public boolean remove(String id) {
    return sessions.deleteOne(eq(id)).getDeletedCount() > 0;
  }

  /** Ends all sessions of a token; returns how many there were. */
  long removeOf(String tokenId) {
    return sessions.deleteMany(eq(TOKEN, tokenId)).getDeletedCount();
  }

  /** Says whose a session is that was opened before anybody had said who they are. */
  public void belongs(String id, String personId) {
    sessions.updateOne(eq(id), Updates.set(PERSON, personId));
  }

  /** Ends all sessions of a person; returns how many there were. */
  public long removeOfPerson(String personId) {
    return sessions.deleteMany(eq(PERSON, personId)).getDeletedCount();
  }

  void used(String id, Instant at) {
    sessions.updateOne(eq(id), Updates.set("lastUsedAt", Date.from(at)));
  }

  private static Session session(Document document) {
    @Nullable Date lastUsedAt = document.getDate("lastUsedAt");
    return new Session(
        document.getString("_id"),
        document.getString(TOKEN),
        document.getString(PERSON),
        document.getDate(CREATED_AT).toInstant(),
        Tokens.instant(lastUsedAt),
        document.getDate(EXPIRES_AT).toInstant());
  }
}
