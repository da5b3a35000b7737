package dev.galley.post.oidc;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReplaceOptions;
import dev.galley.web.Sha256;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.Optional;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * Which account at a provider is whose, in MongoDB. OpenID Connect Core 1.0, 5.7: only issuer and
 * subject together name somebody for good; an address may be another's next year. So a person has
 * one account of an issuer, and an account one person. It stays when the person is removed, by
 * which they are known as somebody who was. Thread-safe.
 */
final class Accounts {

  private static final String PERSON = "personId";
  private static final String OF_ISSUER = "ofIssuer";

  private final MongoCollection<Document> accounts;
  private final Clock clock;

  Accounts(MongoDatabase database, Clock clock) {
    this.accounts = database.getCollection("oidcAccounts");
    this.clock = clock;
  }

  void createIndexes() {
    accounts.createIndex(Indexes.ascending(OF_ISSUER), new IndexOptions().unique(true));
    accounts.createIndex(Indexes.ascending(PERSON));
  }

  /** The person's id, also of one who was removed; empty for an account that is nobody's. */
  Optional<String> personOf(String issuer, String subject) {
    return Optional.ofNullable(accounts.find(eq(id(issuer, subject))).first())
        .map(account -> account.getString(PERSON));
  }

  /**
   * Says whose an account is.
   *
   * @param removed whose it was; null when it is nobody's
   * @return false when it is another's, or the person has another one
   */
  boolean link(String issuer, String subject, String personId, @Nullable String removed) {
    try {
      accounts.replaceOne(
          and(eq(id(issuer, subject)), eq(PERSON, removed)),
          new Document("_id", id(issuer, subject))
              .append(PERSON, personId)
              .append(OF_ISSUER, id(issuer, personId))
              .append("issuer", issuer)
              .append("since", Date.from(clock.instant().truncatedTo(ChronoUnit.MILLIS))),
          new ReplaceOptions().upsert(true));
      return true;
    } catch (MongoWriteException e) {
      if (e.getError().getCategory() == ErrorCategory.DUPLICATE_KEY) {
        return false;
      }
      throw e;
    }
  }

  /** Forgets which accounts are a person's; returns whether there was one. */
  boolean unlink(String personId) {
    return accounts.deleteMany(eq(PERSON, personId)).getDeletedCount() > 0;
  }

  private static String id(String issuer, String of) {
    return Sha256.hex(issuer + "\n" + of);
  }
}
