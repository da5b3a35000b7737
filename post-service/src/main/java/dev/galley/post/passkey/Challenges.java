package dev.galley.post.passkey;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.MongoDatabase;
import dev.galley.post.database.OneTimeDocuments;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import org.bson.Document;
import org.springframework.security.web.webauthn.api.Bytes;

/**
 * The challenges that authenticators are to sign (WebAuthn, 13.4.3), each good once, for some
 * minutes and for one purpose, whichever instance gets the answer. Thread-safe.
 */
final class Challenges {

  static final Duration LIFETIME = Duration.ofMinutes(5);

  private static final int BYTES = 32;
  private static final String PURPOSE = "purpose";

  private final OneTimeDocuments challenges;
  private final SecureRandom random = new SecureRandom();

  Challenges(MongoDatabase database, Clock clock) {
    this.challenges =
        new OneTimeDocuments(
            database.getCollection("passkeyChallenges"),
            LIFETIME,
            "Very many ask for passkeys now",
            clock);
  }

  void createIndexes() {
    challenges.createIndexes();
  }

  /**
   * Makes one.
   *
   * @param purpose what its answer will be good for
   */
  Bytes next(String purpose) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    Bytes challenge = new Bytes(bytes);
    challenges.keep(new Document("_id", challenge.toBase64UrlString()).append(PURPOSE, purpose));
    return challenge;
  }

  /** Takes one out in one step; false when there is none for this purpose any more. */
  boolean take(Bytes challenge, String purpose) {
    return challenges
        .take(and(eq(challenge.toBase64UrlString()), eq(PURPOSE, purpose)))
        .isPresent();
  }
}
