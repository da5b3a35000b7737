package dev.galley.post.token;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lt;

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

/** Tokens in MongoDB, by the hash of their secret. */
final class MongoTokens implements Tokens {

  private static final String EXPIRES_AT = "expiresAt";
  private static final String PARENT = "parent";

  private final MongoCollection<Document> tokens;

  MongoTokens(MongoDatabase database) {
    this.tokens = database.getCollection("tokens");
  }

  void createIndexes() {
    tokens.createIndex(Indexes.ascending(PARENT), new IndexOptions().sparse(true));
    tokens.createIndex(Indexes.ascending(EXPIRES_AT), new IndexOptions().sparse(true));
  }

  @Override
  public Optional<Token> find(String id) {
    return Optional.ofNullable(tokens.find(eq(id)).first()).map(MongoTokens::token);
  }

  @Override
  public List<Token> all() {
    List<Token> all = new ArrayList<>();
    tokens.find().forEach(document -> all.add(token(document)));
    return all;
  }

  @Override
  public boolean isEmpty() {
    return tokens.find().limit(1).first() == null;
  }

  @Override
  public void insert(Token token) {
    Document document =
        new Document("_id", token.id())
            .append("name", token.name())
            .append("role", token.role().name())
            .append("session", token.session())
            .append("createdAt", Date.from(token.createdAt()));
    if (token.expiresAt() != null) {
      document.append(EXPIRES_AT, Date.from(token.expiresAt()));
    }
    if (token.parent() != null) {
      document.append(PARENT, token.parent());
    }
    tokens.insertOne(document);
  }

  @Override
  public boolean remove(String id) {
    tokens.deleteMany(eq(PARENT, id));
    return tokens.deleteOne(eq(id)).getDeletedCount() > 0;
  }

  @Override
  public void used(String id, Instant at) {
    tokens.updateOne(eq(id), Updates.set("lastUsedAt", Date.from(at)));
  }

  @Override
  public void removeExpired(Instant now) {
    tokens.deleteMany(lt(EXPIRES_AT, Date.from(now)));
  }

  private static Token token(Document document) {
    return new Token(
        document.getString("_id"),
        document.getString("name"),
        Role.valueOf(document.getString("role")),
        document.getBoolean("session", false),
        document.getDate("createdAt").toInstant(),
        instant(document.getDate("lastUsedAt")),
        instant(document.getDate(EXPIRES_AT)),
        document.getString(PARENT));
  }

  private static @Nullable Instant instant(@Nullable Date date) {
    return date == null ? null : date.toInstant();
  }
}
