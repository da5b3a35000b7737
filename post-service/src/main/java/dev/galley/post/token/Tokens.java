package dev.galley.post.token;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Updates;
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
  private static final String EXPIRES_AT = "expiresAt";

  private final MongoCollection<Document> tokens;

  Tokens(MongoDatabase database) {
    this.tokens = database.getCollection("tokens");
  }

  void createIndexes() {
    tokens.createIndex(Indexes.ascending(NAME), new IndexOptions().unique(true));
  }

  Optional<Token> find(String id) {
    return Optional.ofNullable(tokens.find(eq(id)).first()).map(Tokens::token);
  }

  /** Every token; there are few. */
  List<Token> all() {
    return tokens.find().map(Tokens::token).into(new ArrayList<>());
  }

  boolean isEmpty() {
    return tokens.find().limit(1).first() == null;
  }

  /**
   * Adds a token.
   *
   * @return false when another one has its name
   */
  boolean insert(Token token) {
    Document document =
        new Document("_id", token.id())
            .append(NAME, token.name())
            .append("role", token.role().name())
            .append("createdAt", Date.from(token.createdAt()));
    if (token.expiresAt() != null) {
      document.append(EXPIRES_AT, Date.from(token.expiresAt()));
    }
    try {
      tokens.insertOne(document);
      return true;
    } catch (MongoWriteException e) {
      if (e.getError().getCategory() == ErrorCategory.DUPLICATE_KEY) {
        return false;
      }
      throw e;
    }
  }

  /** Removes a token, and with it the rights of its sessions; returns whether it was there. */
  boolean remove(String id) {
    return tokens.deleteOne(eq(id)).getDeletedCount() > 0;
  }

  void used(String id, Instant at) {
    tokens.updateOne(eq(id), Updates.set("lastUsedAt", Date.from(at)));
  }

  private static Token token(Document document) {
    return new Token(
        document.getString("_id"),
        document.getString(NAME),
        Role.valueOf(document.getString("role")),
        document.getDate("createdAt").toInstant(),
        instant(document.getDate("lastUsedAt")),
        instant(document.getDate(EXPIRES_AT)));
  }

  static @Nullable Instant instant(@Nullable Date date) {
    return date == null ? null : date.toInstant();
  }
}
