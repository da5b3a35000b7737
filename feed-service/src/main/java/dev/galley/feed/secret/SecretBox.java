package dev.galley.feed.secret;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts secrets before they are stored: AES-256-GCM under a master key that is kept elsewhere.
 * Protects a stolen copy of the database; does NOT protect against whoever also has the key.
 */
public final class SecretBox {

  private static final String FORM = "v1:";
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final SecretKey key;

  /**
   * @param masterKey 32 bytes
   */
  public SecretBox(byte[] masterKey) {
    if (masterKey.length != 32) {
      throw new IllegalArgumentException("The master key must have 32 bytes");
    }
    this.key = new SecretKeySpec(masterKey, "AES");
  }

  /**
   * @param owner what the secret belongs to; it opens for nothing else
   */
  public String seal(byte[] secret, String owner) {
    byte[] nonce = new byte[NONCE_BYTES];
    RANDOM.nextBytes(nonce);
    byte[] sealed = crypt(Cipher.ENCRYPT_MODE, nonce, secret, owner);
    byte[] all = Arrays.copyOf(nonce, nonce.length + sealed.length);
    System.arraycopy(sealed, 0, all, nonce.length, sealed.length);
    return FORM + Base64.getEncoder().encodeToString(all);
  }

  /**
   * @throws IllegalStateException when it was sealed with another key or for another owner
   */
  public byte[] open(String sealed, String owner) {
    byte[] all = Base64.getDecoder().decode(sealed.substring(FORM.length()));
    byte[] nonce = Arrays.copyOf(all, NONCE_BYTES);
    return crypt(
        Cipher.DECRYPT_MODE, nonce, Arrays.copyOfRange(all, NONCE_BYTES, all.length), owner);
  }

  private byte[] crypt(int mode, byte[] nonce, byte[] input, String owner) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(owner.getBytes(StandardCharsets.UTF_8));
      return cipher.doFinal(input);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("A stored secret does not open with the master key", e);
    }
  }
}
