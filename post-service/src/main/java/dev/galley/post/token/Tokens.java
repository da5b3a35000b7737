package dev.galley.post.token;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Filters.or;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import dev.galley.post.database.Places;
import dev.galley.post.people.Role;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** All tokens, in MongoDB, by the hash of their secret. Thread-safe. */
final class Tokens {

  private static final String NAME = "name";
  private static final String ROLE = "role";
  private static final String PERSON = "personId";
  private static final String EXPIRES_AT = "expiresAt";

  private static final int MAX_OF_MACHINES = 200;
  private static final int MAX_OF_A_PERSON = 20;

  /** How many are about to revoke an owner's token; absent for nobody. */
  private static final String GOING = "going";

  private final MongoCollection<Document> tokens;
  private final Places places;

  Tokens(MongoDatabase database) {
    this.tokens = database.getCollection("tokens");
    this.places = new Places(tokens);
  }

  void createIndexes() {
    places.createIndex();
    tokens.createIndex(Indexes.ascending(NAME), new IndexOptions().unique(true));
  }

  Optional<Token> find(String id) {
    return Optional.ofNullable(tokens.find(eq(id)).first()).map(Tokens::token);
  }

  /** Every token; there are few. */
  List<Token> all() {
    return tokens.find().map(Tokens::token).into(new ArrayList<>());
  }

  /** Those of a person, the oldest first. */
  List<Token> ofPerson(String personId) {
    return tokens
        .find(eq(PERSON, personId))
        .sort(Sorts.ascending("createdAt"))
        .map(Tokens::token)
        .into(new ArrayList<>());
  }

  boolean isEmpty() {
    return tokens.find().limit(1).first() == null;
  }

  /**
   * Adds a token.
   *
   * @return false when another one has its name
   * @throws Places.Full when its person, or machines, have as many as they may
   */
  boolean insert(Token token) {
    Document document =
        new Document("_id", token.id())
            .append(NAME, token.name())
            .append(ROLE, token.role().name())
            .append("createdAt", Date.from(token.createdAt()));
    if (token.personId() != null) {
      document.append(PERSON, token.personId());
    }
    if (token.expiresAt() != null) {
      document.append(EXPIRES_AT, Date.from(token.expiresAt()));
    }
    try {
      places.insert(
          document,
          String.valueOf(token.personId()),
          token.personId() == null ? exists(PERSON, false) : eq(PERSON, token.personId()),
          token.personId() == null ? MAX_OF_MACHINES : MAX_OF_A_PERSON);
      return true;
    } catch (MongoWriteException e) {
      if (e.getError().getCategory() == ErrorCategory.DUPLICATE_KEY) {
        return false;
      }
      throw e;
    }
  }

  /**
   * Marks an owner's token of a machine before it is removed. Whoever does so looks at the others'
   * marks only after having made their own, so of two who revoke the last two tokens at once at
   * least one is refused. A mark that a crash leaves behind refuses one revocation too many, never
   * one too few.
   *
   * @return false when no other owner's token would stay; then this one stays
   */
  boolean letGo(String id, Instant now) {
    tokens.updateOne(eq(id), Updates.inc(GOING, 1));
    boolean anotherStays =
        tokens
                .find(
                    and(
                        ne("_id", id),
                        eq(ROLE, Role.OWNER.name()),
                        exists(PERSON, false),
                        or(exists(GOING, false), lte(GOING, 0)),
                        or(exists(EXPIRES_AT, false), gt(EXPIRES_AT, Date.from(now)))))
                .first()
            != null;
    if (!anotherStays) {
      tokens.updateOne(eq(id), Updates.inc(GOING, -1));
    }
    return anotherStays;
  }

  /** Removes a token, and with it the rights of its sessions; returns whether it was there. */
  boolean remove(String id) {
    return tokens.deleteOne(eq(id)).getDeletedCount() > 0;
  }

  /** Removes all tokens of a person. */
  void removeOfPerson(String personId) {
    tokens.deleteMany(eq(PERSON, personId));
  }

  void used(String id, Instant at) {
    tokens.updateOne(eq(id), Updates.set("lastUsedAt", Date.from(at)));
  }

  private static Token token(Document document) {
    return new Token(
        document.getString("_id"),
        document.getString(NAME),
        document.getString(PERSON),
        Role.valueOf(document.getString(ROLE)),
        document.getDate("createdAt").toInstant(),
        instant(document.getDate("lastUsedAt")),
        instant(document.getDate(EXPIRES_AT)));
  }

  static @Nullable Instant instant(@Nullable Date date) {
    return date == null ? null : date.toInstant();
  }
}
