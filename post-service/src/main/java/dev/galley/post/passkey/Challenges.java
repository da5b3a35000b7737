package dev.galley.post.passkey;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.lte;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Indexes;
import dev.galley.web.Problems;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bson.Document;
import org.springframework.http.HttpStatus;
import org.springframework.security.web.webauthn.api.Bytes;

/**
 * The challenges that authenticators are to sign (WebAuthn, 13.4.3), each good once, for some
 * minutes and for one purpose, whichever instance gets the answer. Thread-safe.
 */
final class Challenges {

  static final Duration LIFETIME = Duration.ofMinutes(5);

  /** A challenge is for whoever asks: no more wait at once than a store bears. */
  private static final int MAX_WAITING = 20_000;

  private static final int BYTES = 32;
  private static final String PURPOSE = "purpose";
  private static final String EXPIRES_AT = "expiresAt";

  private final MongoCollection<Document> challenges;
  private final SecureRandom random = new SecureRandom();
  private final Clock clock;

  Challenges(MongoDatabase database, Clock clock) {
    this.challenges = database.getCollection("passkeyChallenges");
    this.clock = clock;
  }

  void createIndexes() {
    challenges.createIndex(Indexes.ascending(EXPIRES_AT));
  }

  /**
   * Makes one.
   *
   * @param purpose what its answer will be good for
   */
  Bytes next(String purpose) {
    Instant now = clock.instant();
    challenges.deleteMany(lte(EXPIRES_AT, Date.from(now)));
    if (challenges.estimatedDocumentCount() >= MAX_WAITING) {
      throw Problems.refusal(
          HttpStatus.SERVICE_UNAVAILABLE,
          "busy",
          "Too much at once",
          "Very many ask for passkeys now. Try again in some minutes.");
    }
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    Bytes challenge = new Bytes(bytes);
    challenges.insertOne(
        new Document("_id", challenge.toBase64UrlString())
            .append(PURPOSE, purpose)
            .append(EXPIRES_AT, Date.from(now.plus(LIFETIME))));
    return challenge;
  }

  /** Takes one out in one step; false when there is none for this purpose any more. */
  boolean take(Bytes challenge, String purpose) {
    return challenges.findOneAndDelete(
            and(
                eq(challenge.toBase64UrlString()),
                eq(PURPOSE, purpose),
                gt(EXPIRES_AT, Date.from(clock.instant()))))
        != null;
  }
}
