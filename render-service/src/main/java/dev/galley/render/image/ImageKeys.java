package dev.galley.render.image;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Updates;
import dev.galley.web.SignedLinks;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import org.bson.Document;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;

/**
 * Makes and checks the keys with which whoever looks at a preview gets its pictures, each for one
 * name and a short time. The secret is in the store, so that every instance has the same.
 */
final class ImageKeys {

  private static final String PURPOSE = "image:";
  private static final Duration VALID = Duration.ofHours(1);
  private static final int SECRET_BYTES = 32;

  private final MongoCollection<Document> secrets;
  private final Clock clock;
  private volatile @Nullable SignedLinks links;

  ImageKeys(MongoCollection<Document> secrets, Clock clock) {
    this.secrets = secrets;
    this.clock = clock;
  }

  /**
   * A key, the same within an hour, so that browsers know again what they have.
   *
   * @return empty while the store is away
   */
  Optional<String> key(String name) {
    Instant end = clock.instant().truncatedTo(ChronoUnit.HOURS).plus(VALID).plus(VALID);
    try {
      return Optional.of(links().token(PURPOSE + name, Long.toString(end.getEpochSecond())));
    } catch (MongoException e) {
      return Optional.empty();
    }
  }

  /** Whether a key was made here for a name, and still counts. */
  boolean isValid(String name, String key) {
    try {
      return links()
          .subject(PURPOSE + name, key)
          .filter(end -> Instant.ofEpochSecond(Long.parseLong(end)).isAfter(clock.instant()))
          .isPresent();
    } catch (MongoException | NumberFormatException e) {
      return false;
    }
  }

  private SignedLinks links() {
    SignedLinks known = links;
    if (known == null) {
      known = new SignedLinks(secret());
      links = known;
    }
    return known;
  }

  private byte[] secret() {
    byte[] fresh = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(fresh);
    Document stored =
        secrets.findOneAndUpdate(
            Filters.eq("_id", "images"),
            Updates.setOnInsert("secret", new Binary(fresh)),
            new FindOneAndUpdateOptions().upsert(true).returnDocument(ReturnDocument.AFTER));
    return Objects.requireNonNull(stored).get("secret", Binary.class).getData();
  }
}
