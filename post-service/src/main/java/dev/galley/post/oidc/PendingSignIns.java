package dev.galley.post.oidc;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.MongoDatabase;
import dev.galley.post.database.OneTimeDocuments;
import dev.galley.web.Sha256;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.bson.Document;
import org.springframework.security.crypto.keygen.Base64StringKeyGenerator;

/**
 * What the provider was asked and has not answered yet, in MongoDB: each good once, for some
 * minutes, for the browser that asked, in whichever instance the answer comes. Thread-safe.
 */
final class PendingSignIns {

  static final Duration LIFETIME = Duration.ofMinutes(10);

  private static final String STATE = "state";

  private final OneTimeDocuments pending;
  private final Base64StringKeyGenerator secrets =
      new Base64StringKeyGenerator(Base64.getUrlEncoder().withoutPadding(), 32);

  PendingSignIns(MongoDatabase database, Clock clock) {
    this.pending =
        new OneTimeDocuments(
            database.getCollection("oidcSignIns"), LIFETIME, "Very many sign in now", clock);
  }

  void createIndexes() {
    pending.createIndexes();
  }

  /**
   * Keeps one.
   *
   * @return a secret for the browser alone
   */
  String keep(PendingSignIn signIn) {
    String secret = secrets.generateKey();
    pending.keep(
        new Document("_id", Sha256.hex(secret))
            .append(STATE, signIn.state())
            .append("nonce", signIn.nonce())
            .append("verifier", signIn.verifier())
            .append("back", signIn.back()));
    return secret;
  }

  /** Takes out, in one step, what a browser began with this state; empty when it is not there. */
  Optional<PendingSignIn> take(String secret, String state) {
    return pending
        .take(and(eq(Sha256.hex(secret)), eq(STATE, state)))
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
