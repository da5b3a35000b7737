package dev.galley.post.preview;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.lte;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import dev.galley.post.audit.Who;
import dev.galley.post.database.Places;
import dev.galley.web.Sha256;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * The links under which somebody without a session sees a working copy, in MongoDB by the hashes of
 * their secrets; the secret itself is shown to whoever makes the link, and kept nowhere.
 * Thread-safe.
 *
 * <p>It does not protect against whoever passes a link on.
 */
final class PreviewLinks {

  /** That work. */
  static final int MAX_OF_A_POST = 20;

  private static final String ID = "_id";
  private static final String POST = "postId";
  private static final String EXPIRES_AT = "expiresAt";
  private static final int SECRET_BYTES = 32;

  private final MongoCollection<Document> links;
  private final Places places;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  /**
   * A link that works until it expires or is revoked.
   *
   * @param id the hash of its secret
   * @param label for whom it is; null when nobody said
   */
  record PreviewLink(
      String id,
      String postId,
      @Nullable String label,
      Who by,
      Instant createdAt,
      Instant expiresAt) {}

  /**
   * A link with what opens it.
   *
   * @param secret 256 random bits
   */
  record NewLink(PreviewLink link, String secret) {}

  PreviewLinks(MongoDatabase database, Clock clock) {
    this.links = database.getCollection("previewLinks");
    this.places = new Places(links);
    this.clock = clock;
  }

  void createIndexes() {
    places.createIndex();
    links.createIndex(Indexes.ascending(POST, EXPIRES_AT));
    links.createIndex(Indexes.ascending(EXPIRES_AT));
  }

  /**
   * Makes one more.
   *
   * @throws Places.Full when the post has as many as it may
   */
  NewLink create(String postId, @Nullable String label, Who by, Instant expiresAt) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    links.deleteMany(lte(EXPIRES_AT, Date.from(now)));
    byte[] bytes = new byte[SECRET_BYTES];
    random.nextBytes(bytes);
    String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    PreviewLink link = new PreviewLink(hash(secret), postId, label, by, now, expiresAt);
    places.insert(
        new Document(ID, link.id())
            .append(POST, postId)
            .append("label", label)
            .append(
                "by",
                new Document("id", by.id()).append("name", by.name()).append("person", by.person()))
            .append("createdAt", Date.from(now))
            .append(EXPIRES_AT, Date.from(expiresAt)),
        postId,
        eq(POST, postId),
        MAX_OF_A_POST);
    return new NewLink(link, secret);
  }

  /** The links of a post that work, the next to expire first. */
  List<PreviewLink> list(String postId) {
    return links
        .find(and(eq(POST, postId), gt(EXPIRES_AT, Date.from(clock.instant()))))
        .sort(Sorts.ascending(EXPIRES_AT, ID))
        .map(PreviewLinks::link)
        .into(new ArrayList<>());
  }

  /** The link that a secret opens; empty when it is unknown, too old or revoked. */
  Optional<PreviewLink> open(String secret) {
    return Optional.ofNullable(
            links
                .find(and(eq(ID, hash(secret)), gt(EXPIRES_AT, Date.from(clock.instant()))))
                .first())
        .map(PreviewLinks::link);
  }

  /** Ends a link; false when there is none. */
  boolean revoke(String postId, String id) {
    return links.deleteOne(and(eq(ID, id), eq(POST, postId))).getDeletedCount() == 1;
  }

  /** Ends all links of a post. */
  void revokeAll(String postId) {
    links.deleteMany(eq(POST, postId));
  }

  /** There is nothing to guess about 256 random bits, so nothing to slow down. */
  private static String hash(String secret) {
    return Sha256.hex(secret);
  }

  private static PreviewLink link(Document document) {
    Document by = document.get("by", Document.class);
    return new PreviewLink(
        document.getString(ID),
        document.getString(POST),
        document.getString("label"),
        new Who(by.getString("id"), by.getString("name"), by.getString("person")),
        document.getDate("createdAt").toInstant(),
        document.getDate(EXPIRES_AT).toInstant());
  }
}
