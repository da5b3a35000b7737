package dev.galley.post.passkey;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import dev.galley.post.database.Places;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.stream.Collectors;
import org.bson.Document;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.webauthn.api.AuthenticatorTransport;
import org.springframework.security.web.webauthn.api.Bytes;
import org.springframework.security.web.webauthn.api.CredentialRecord;
import org.springframework.security.web.webauthn.api.ImmutableCredentialRecord;
import org.springframework.security.web.webauthn.api.ImmutablePublicKeyCose;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialType;
import org.springframework.security.web.webauthn.management.UserCredentialRepository;

/**
 * The public halves of passkeys, in MongoDB, by their credential ids (WebAuthn, 5.8.3). The user
 * handle is the person's id. Thread-safe.
 */
final class StoredPasskeys implements UserCredentialRepository {

  static final int MAX_OF_A_PERSON = 20;

  private static final String PERSON = "personId";
  private static final String COUNT = "signatureCount";
  private static final String BACKUP = "backupState";
  private static final String LAST_USED = "lastUsedAt";
  private static final String CREATED = "createdAt";

  private final MongoCollection<Document> passkeys;
  private final Places places;

  StoredPasskeys(MongoDatabase database) {
    this.passkeys = database.getCollection("passkeys");
    this.places = new Places(passkeys);
  }

  void createIndexes() {
    places.createIndex();
    passkeys.createIndex(Indexes.ascending(PERSON));
  }

  static Bytes handle(String personId) {
    return new Bytes(personId.getBytes(StandardCharsets.UTF_8));
  }

  static String person(Bytes handle) {
    return new String(handle.getBytes(), StandardCharsets.UTF_8);
  }

  /**
   * Adds one.
   *
   * @return false when it is somebody's already
   * @throws Places.Full when the person has as many as they may
   */
  boolean add(CredentialRecord record) {
    try {
      String person = person(record.getUserEntityUserId());
      places.insert(document(record), person, eq(PERSON, person), MAX_OF_A_PERSON);
      return true;
    } catch (MongoWriteException e) {
      if (e.getError().getCategory() == ErrorCategory.DUPLICATE_KEY) {
        return false;
      }
      throw e;
    }
  }

  /** What its use changes; one that was removed meanwhile stays removed. */
  @Override
  public void save(CredentialRecord record) {
    passkeys.updateOne(
        eq(record.getCredentialId().toBase64UrlString()),
        Updates.combine(
            Updates.set(COUNT, record.getSignatureCount()),
            Updates.set(BACKUP, record.isBackupState()),
            Updates.set(LAST_USED, Date.from(record.getLastUsed()))));
  }

  @Override
  public void delete(Bytes credentialId) {
    passkeys.deleteOne(eq(credentialId.toBase64UrlString()));
  }

  @Override
  public @Nullable CredentialRecord findByCredentialId(Bytes credentialId) {
    Document found = passkeys.find(eq(credentialId.toBase64UrlString())).first();
    return found == null ? null : record(found);
  }

  @Override
  public List<CredentialRecord> findByUserId(Bytes userId) {
    return passkeys
        .find(eq(PERSON, person(userId)))
        .sort(Sorts.ascending(CREATED, "_id"))
        .map(StoredPasskeys::record)
        .into(new ArrayList<>());
  }

  /** Removes one of a person's; returns whether it was there. */
  boolean remove(String id, String personId) {
    return passkeys.deleteOne(and(eq(id), eq(PERSON, personId))).getDeletedCount() > 0;
  }

  void removeOf(String personId) {
    passkeys.deleteMany(eq(PERSON, personId));
  }

  private static Document document(CredentialRecord record) {
    Bytes attestation = record.getAttestationObject();
    Bytes clientData = record.getAttestationClientDataJSON();
    Document document =
        new Document("_id", record.getCredentialId().toBase64UrlString())
            .append(PERSON, person(record.getUserEntityUserId()))
            .append("label", record.getLabel())
            .append("publicKey", new Binary(record.getPublicKey().getBytes()))
            .append(COUNT, record.getSignatureCount())
            .append("uvInitialized", record.isUvInitialized())
            .append(
                "transports",
                record.getTransports().stream().map(AuthenticatorTransport::getValue).toList())
            .append("backupEligible", record.isBackupEligible())
            .append(BACKUP, record.isBackupState())
            .append(CREATED, Date.from(record.getCreated()));
    if (attestation != null) {
      document.append("attestation", new Binary(attestation.getBytes()));
    }
    if (clientData != null) {
      document.append("clientData", new Binary(clientData.getBytes()));
    }
    return document;
  }

  private static CredentialRecord record(Document stored) {
    Instant created = stored.getDate(CREATED).toInstant();
    @Nullable Date lastUsed = stored.getDate(LAST_USED);
    return ImmutableCredentialRecord.builder()
        .credentialType(PublicKeyCredentialType.PUBLIC_KEY)
        .credentialId(Bytes.fromBase64(stored.getString("_id")))
        .userEntityUserId(handle(stored.getString(PERSON)))
        .label(stored.getString("label"))
        .publicKey(new ImmutablePublicKeyCose(stored.get("publicKey", Binary.class).getData()))
        .signatureCount(stored.getLong(COUNT))
        .uvInitialized(stored.getBoolean("uvInitialized", false))
        .transports(
            stored.getList("transports", String.class).stream()
                .map(AuthenticatorTransport::valueOf)
                .collect(Collectors.toSet()))
        .backupEligible(stored.getBoolean("backupEligible", false))
        .backupState(stored.getBoolean(BACKUP, false))
        .attestationObject(bytes(stored, "attestation"))
        .attestationClientDataJSON(bytes(stored, "clientData"))
        .created(created)
        .lastUsed(lastUsed == null ? created : lastUsed.toInstant())
        .build();
  }

  private static @Nullable Bytes bytes(Document stored, String field) {
    @Nullable Binary binary = stored.get(field, Binary.class);
    return binary == null ? null : new Bytes(binary.getData());
  }
}
