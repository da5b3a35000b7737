package dev.galley.feed.secret;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a subscriber checks signatures with (Standard Webhooks 1.0). Whoever has it can sign in
 * Galley's name to this one endpoint.
 */
public final class SigningSecret {

  private static final String PREFIX = "whsec_";
  private static final int BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final byte[] key;

  private SigningSecret(byte[] key) {
    this.key = key;
  }

  /** A new one, by chance. */
  public static SigningSecret generate() {
    byte[] key = new byte[BYTES];
    RANDOM.nextBytes(key);
    return new SigningSecret(key);
  }

  /** The one that was stored. */
  public static SigningSecret of(byte[] key) {
    return new SigningSecret(key.clone());
  }

  /** What to store, sealed. */
  public byte[] bytes() {
    return key.clone();
  }

  /** The form that subscribers are given: {@code whsec_} and base64. */
  public String shown() {
    return PREFIX + Base64.getEncoder().encodeToString(key);
  }

  /**
   * The value of {@code webhook-signature}: one signature per secret, so that a receiver may know
   * the old or the new one while they are exchanged.
   */
  public static String signatures(List<SigningSecret> secrets, String id, Instant at, String body) {
    // Standard Webhooks, "Signature scheme": msg_id.timestamp.payload
    byte[] content = (id + "." + at.getEpochSecond() + "." + body).getBytes(StandardCharsets.UTF_8);
    return secrets.stream().map(secret -> secret.sign(content)).collect(Collectors.joining(" "));
  }

  private String sign(byte[] content) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(content));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has HmacSHA256", e);
    }
  }

  @Override
  public String toString() {
    return PREFIX + "...";
  }
}
