package dev.galley.post.signin;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Projections.include;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import dev.galley.post.draft.SiteProperties;
import dev.galley.post.people.PersonChanged;
import dev.galley.post.people.PersonRemoved;
import dev.galley.post.token.Secrets;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.security.authentication.ott.DefaultOneTimeToken;
import org.springframework.security.authentication.ott.GenerateOneTimeTokenRequest;
import org.springframework.security.authentication.ott.OneTimeToken;
import org.springframework.security.authentication.ott.OneTimeTokenAuthenticationToken;
import org.springframework.security.authentication.ott.OneTimeTokenService;

/**
 * The one-time tokens of sign-in links, in MongoDB, by their hash. Whichever instance is asked
 * first takes one out; nobody gets it a second time. The {@code username} is the id of the token
 * or, behind a prefix, of the person whose rights it gives; or says whose an e-mail address is.
 * Thread-safe.
 */
final class SignInLinks implements OneTimeTokenService {

  /** Before a person's id, where else a token's id is. */
  private static final String PERSON = "person:";

  /** Before a person's id and, behind a colon, the e-mail address that is to be theirs. */
  private static final String EMAIL = "email:";

  private static final int MAX_UNUSED = 20;
  private static final String TOKEN = "tokenId";
  private static final String EXPIRES_AT = "expiresAt";

  private final MongoCollection<Document> links;
  private final Secrets secrets;
  private final SignInProperties lifetimes;
  private final SiteProperties site;
  private final Clock clock;

  SignInLinks(
      MongoDatabase database,
      Secrets secrets,
      SignInProperties lifetimes,
      SiteProperties site,
      Clock clock) {
    this.links = database.getCollection("signInLinks");
    this.secrets = secrets;
    this.lifetimes = lifetimes;
    this.site = site;
    this.clock = clock;
  }

  void createIndexes() {
    links.createIndex(Indexes.ascending(TOKEN, EXPIRES_AT));
  }

  /** Makes one more; of one token's, the newest twenty are good. */
  @Override
  public OneTimeToken generate(GenerateOneTimeTokenRequest request) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Instant expiresAt = now.plus(request.getExpiresIn());
    String secret = secrets.oneTime();
    links.insertOne(
        new Document("_id", Secrets.hash(secret))
            .append(TOKEN, request.getUsername())
            .append(EXPIRES_AT, Date.from(expiresAt)));
    links.deleteMany(lte(EXPIRES_AT, Date.from(now)));
    List<String> oldest =
        links
            .find(eq(TOKEN, request.getUsername()))
            .sort(Sorts.descending(EXPIRES_AT, "_id"))
            .skip(MAX_UNUSED)
            .projection(include("_id"))
            .map(document -> document.getString("_id"))
            .into(new ArrayList<>());
    if (!oldest.isEmpty()) {
      links.deleteMany(in("_id", oldest));
    }
    return new DefaultOneTimeToken(secret, request.getUsername(), expiresAt);
  }

  /** Makes one that signs in with the rights of an API token. */
  OneTimeToken forToken(String tokenId) {
    return generate(new GenerateOneTimeTokenRequest(tokenId, lifetimes.signInLink()));
  }

  /** Makes one that signs a person in who asked for it just now. */
  OneTimeToken forPerson(String personId) {
    return generate(new GenerateOneTimeTokenRequest(PERSON + personId, lifetimes.signInLink()));
  }

  /** Makes one that signs a person in who is asked by an owner. */
  OneTimeToken invitation(String personId) {
    return generate(new GenerateOneTimeTokenRequest(PERSON + personId, lifetimes.invitation()));
  }

  /** How long one is good for somebody who asked for it. */
  Duration lifetime() {
    return lifetimes.signInLink();
  }

  /** Where it leads; the secret is in the fragment, which browsers send to nobody. */
  URI url(OneTimeToken link) {
    String page =
        link.getUsername().startsWith(EMAIL) ? "/editor/account#email=" : "/editor/#token=";
    return site.url().resolve(page + link.getTokenValue());
  }

  /** How many links of a person could be used now. */
  long waiting(String personId) {
    return links.countDocuments(
        and(eq(TOKEN, PERSON + personId), gt(EXPIRES_AT, Date.from(clock.instant()))));
  }

  /** Makes one that says that an address is a person's, in place of any before. */
  OneTimeToken forEmail(String personId, String email) {
    removeEmailsOf(personId);
    return generate(
        new GenerateOneTimeTokenRequest(EMAIL + personId + ":" + email, lifetimes.invitation()));
  }

  /** Which address a link says to be a person's; empty when it says nothing of the kind. */
  static Optional<String> email(OneTimeToken link, String personId) {
    String beginning = EMAIL + personId + ":";
    return link.getUsername().startsWith(beginning)
        ? Optional.of(link.getUsername().substring(beginning.length()))
        : Optional.empty();
  }

  private void removeEmailsOf(String personId) {
    // The sign after the colon.
    links.deleteMany(and(gt(TOKEN, EMAIL + personId + ":"), lt(TOKEN, EMAIL + personId + ";")));
  }

  @EventListener
  void on(PersonRemoved event) {
    removeOfPerson(event.personId());
  }

  /** What was mailed to the address before opens nothing any more, whoever changed it. */
  @EventListener
  void on(PersonChanged event) {
    if (event.isElsewhere()) {
      removeOfPerson(event.personId());
    }
  }

  /** Makes those that wait for a person good for nothing. */
  void removeOfPerson(String personId) {
    links.deleteMany(eq(TOKEN, PERSON + personId));
    removeEmailsOf(personId);
  }

  /** Whom a link signs in; empty when it is the holder of a token. */
  static Optional<String> person(OneTimeToken link) {
    return link.getUsername().startsWith(PERSON)
        ? Optional.of(link.getUsername().substring(PERSON.length()))
        : Optional.empty();
  }

  /** Takes it out in one step; null when it is unknown, used or too old. */
  @Override
  public @Nullable OneTimeToken consume(OneTimeTokenAuthenticationToken shown) {
    String secret = Objects.requireNonNull(shown.getTokenValue());
    Document link =
        links.findOneAndDelete(
            and(eq(Secrets.hash(secret)), gt(EXPIRES_AT, Date.from(clock.instant()))));
    return link == null
        ? null
        : new DefaultOneTimeToken(
            secret, link.getString(TOKEN), link.getDate(EXPIRES_AT).toInstant());
  }
}
