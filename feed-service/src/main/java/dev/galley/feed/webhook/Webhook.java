package dev.galley.feed.webhook;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.galley.feed.announcement.Announcement;
import dev.galley.feed.announcement.Recipient;
import dev.galley.feed.channel.Circuit;
import dev.galley.feed.store.VersionedRecords.Versioned;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A subscriber's endpoint.
 *
 * @param secrets newest first; two while one replaces the other
 * @param since nothing that was accepted before is told; later than {@code createdAt} once it was
 *     switched on again or asked for more, so that a later correction of a post does not bring up
 *     an announcement that was not for it
 * @param version grows with each write; what a conditional write compares
 */
record Webhook(
    String id,
    @JsonProperty("subscription") WebhookSettings settings,
    List<SealedSecret> secrets,
    Instant createdAt,
    Instant since,
    @JsonProperty("standing") Circuit circuit,
    long version)
    implements Versioned<Webhook> {

  /**
   * A secret as it is stored.
   *
   * @param expiresAt when it is no longer used; absent for the newest one
   */
  record SealedSecret(String sealed, Instant createdAt, @Nullable Instant expiresAt) {}

  Webhook {
    secrets = List.copyOf(secrets);
  }

  /** Whether it is told of something; never of what was accepted before its time. */
  boolean wants(Announcement announcement) {
    return circuit.enabled()
        && !announcement.acceptedAt().isBefore(since)
        && settings.wants(announcement);
  }

  Recipient recipient() {
    return new Recipient(id, settings.displayName());
  }

  /** The secrets that are in force. */
  List<SealedSecret> activeSecrets(Instant now) {
    return secrets.stream()
        .filter(secret -> secret.expiresAt() == null || secret.expiresAt().isAfter(now))
        .toList();
  }

  /** With a new secret beside the current one, which ends later. */
  Webhook withNewSecret(String sealed, Instant now, Instant oldOneEnds) {
    List<SealedSecret> rotated =
        Stream.concat(
                Stream.of(new SealedSecret(sealed, now, null)),
                secrets.stream()
                    .limit(1)
                    .map(old -> new SealedSecret(old.sealed(), old.createdAt(), oldOneEnds)))
            .toList();
    return new Webhook(id, settings, rotated, createdAt, since, circuit, version);
  }

  Webhook with(WebhookSettings changed) {
    return new Webhook(id, changed, secrets, createdAt, since, circuit, version);
  }

  Webhook with(Circuit changed) {
    return new Webhook(id, settings, secrets, createdAt, since, changed, version);
  }

  Webhook withSince(Instant changed) {
    return new Webhook(id, settings, secrets, createdAt, changed, circuit, version);
  }

  @Override
  public Webhook withVersion(long changed) {
    return new Webhook(id, settings, secrets, createdAt, since, circuit, changed);
  }
}
