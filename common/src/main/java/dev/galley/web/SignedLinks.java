package dev.galley.web;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes and checks the part of a link that nobody else can make: for people who have no account.
 * Whoever has the link has what it gives, so each is for one purpose and one subject. Does NOT end
 * by itself: a subject that must not live for ever names its time. Thread-safe.
 */
public final class SignedLinks {

  private static final String ALGORITHM = "HmacSHA256";

  /** 128 bits: guessing goes over the network. */
  private static final int MAC_BYTES = 16;

  private static final int MAX_CHARS = 200;

  /** How long a {@link #code} is. */
  public static final int CODE_CHARS = 38;

  /** 64 bits: what is guessed goes over the network, and lets nobody read anything. */
  private static final int CODE_MAC_BYTES = 8;

  private static final int CODE_BYTES = 2 * Long.BYTES + CODE_MAC_BYTES;
  private static final Pattern CODE = Pattern.compile("[0-9a-zA-Z]{" + CODE_CHARS + "}");

  private final SecretKeySpec key;

  /**
   * @param masterKey never used itself, so that what signs links opens no stored secret
   */
  public SignedLinks(byte[] masterKey) {
    this.key =
        new SecretKeySpec(
            mac(new SecretKeySpec(masterKey, ALGORITHM), "galley.signed-links"), ALGORITHM);
  }

  /**
   * The token of a link.
   *
   * @param purpose what it lets its holder do
   * @param subject whom or what it is about; characters of a URL's path, without a dot
   */
  public String token(String purpose, String subject) {
    return subject + "." + signature(purpose, subject);
  }

  /** Whom or what a token is about; empty when we did not make it for this purpose. */
  public Optional<String> subject(String purpose, String token) {
    int dot = token.lastIndexOf('.');
    if (dot < 0 || token.length() > MAX_CHARS) {
      return Optional.empty();
    }
    String subject = token.substring(0, dot);
    byte[] given = token.substring(dot + 1).getBytes(StandardCharsets.UTF_8);
    byte[] right = signature(purpose, subject).getBytes(StandardCharsets.UTF_8);
    // In the same time wherever they differ.
    return MessageDigest.isEqual(given, right) ? Optional.of(subject) : Optional.empty();
  }

  /**
   * The same for places that hold few characters and may change their case, such as the local part
   * of an address (RFC 5321, 4.5.3.1.1: 64 of them): {@value #CODE_CHARS} letters and digits.
   */
  public String code(String purpose, UUID subject) {
    byte[] code =
        ByteBuffer.allocate(CODE_BYTES)
            .putLong(subject.getMostSignificantBits())
            .putLong(subject.getLeastSignificantBits())
            .put(mac(key, purpose + "\n" + subject), 0, CODE_MAC_BYTES)
            .array();
    String digits = new BigInteger(1, code).toString(Character.MAX_RADIX);
    return "0".repeat(CODE_CHARS - digits.length()) + digits;
  }

  /** Whom or what a code is about; empty when we did not make it for this purpose. */
  public Optional<UUID> coded(String purpose, String code) {
    if (!CODE.matcher(code).matches()) {
      return Optional.empty();
    }
    BigInteger number = new BigInteger(code, Character.MAX_RADIX).shiftRight(CODE_MAC_BYTES * 8);
    UUID subject = new UUID(number.shiftRight(Long.SIZE).longValue(), number.longValue());
    byte[] given = code.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
    byte[] right = code(purpose, subject).getBytes(StandardCharsets.UTF_8);
    return MessageDigest.isEqual(given, right) ? Optional.of(subject) : Optional.empty();
  }

  private String signature(String purpose, String subject) {
    byte[] mac = mac(key, purpose + "\n" + subject);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(mac, MAC_BYTES));
  }

  private static byte[] mac(SecretKeySpec key, String text) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has HmacSHA256", e);
    }
  }
}
