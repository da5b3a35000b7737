package dev.galley.post.oidc;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.lte;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Indexes;
import dev.galley.web.Problems;
import dev.galley.web.Sha256;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Optional;
import org.bson.Document;
import org.springframework.http.HttpStatus;
import org.springframework.security.crypto.keygen.Base64StringKeyGenerator;

/**
 * What the provider was asked and has not answered yet, in MongoDB: each good once, for some
 * minutes, for the browser that asked, in whichever instance the answer comes. Thread-safe.
 */
final class PendingSignIns {

  static final Duration LIFETIME = Duration.ofMinutes(10);

  /** Anybody may begin: no more wait at once than a store bears. */
  private static final int MAX_WAITING = 20_000;

  private static final String STATE = "state";
  private static final String EXPIRES_AT = "expiresAt";

  private final MongoCollection<Document> pending;
  private final Base64StringKeyGenerator secrets =
      new Base64StringKeyGenerator(Base64.getUrlEncoder().withoutPadding(), 32);
  private final Clock clock;

  PendingSignIns(MongoDatabase database, Clock clock) {
    this.pending = database.getCollection("oidcSignIns");
    this.clock = clock;
  }

  void createIndexes() {
    pending.createIndex(Indexes.ascending(EXPIRES_AT));
  }

  /**
   * Keeps one.
   *
   * @return a secret for the browser alone
   */
  String keep(PendingSignIn signIn) {
    Instant now = clock.instant();
    pending.deleteMany(lte(EXPIRES_AT, Date.from(now)));
    if (pending.estimatedDocumentCount() >= MAX_WAITING) {
      throw Problems.refusal(
          HttpStatus.SERVICE_UNAVAILABLE,
          "busy",
          "Too much at once",
          "Very many sign in now. Try again in some minutes.");
    }
    String secret = secrets.generateKey();
    pending.insertOne(
        new Document("_id", Sha256.hex(secret))
            .append(STATE, signIn.state())
            .append("nonce", signIn.nonce())
            .append("verifier", signIn.verifier())
            .append("back", signIn.back())
            .append(EXPIRES_AT, Date.from(now.plus(LIFETIME))));
    return secret;
  }

  /** Takes out, in one step, what a browser began with this state; empty when it is not there. */
  Optional<PendingSignIn> take(String secret, String state) {
    return Optional.ofNullable(
            pending.findOneAndDelete(
                and(
                    eq(Sha256.hex(secret)),
                    eq(STATE, state),
                    gt(EXPIRES_AT, Date.from(clock.instant())))))
        .map(
            kept ->
                new PendingSignIn(
                    kept.getString(STATE),
                    kept.getString("nonce"),
                    kept.getString("verifier"),
                    kept.getString("back")));
  }

  /**
   * What only the browser, the provider's answer and this store know together.
   *
   * @param state RFC 6749, 10.12
   * @param nonce OpenID Connect Core 1.0, 15.5.2
   * @param verifier RFC 7636, 4.1
   * @param back the path in the editor that somebody wanted to see
   */
  record PendingSignIn(String state, String nonce, String verifier, String back) {}
}
