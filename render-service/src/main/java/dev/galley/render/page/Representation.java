package dev.galley.render.page;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.zip.GZIPOutputStream;

/**
 * The bytes that answer a request, made once: plain, compressed, and the strong entity tag of each.
 * The arrays are shared and never changed.
 *
 * @param contentType with its character set
 * @param plain the bytes as they are
 * @param gzip the same, compressed
 * @param digest of the plain bytes; the entity tags are made of it
 */
public record Representation(String contentType, byte[] plain, byte[] gzip, String digest) {

  private static final String HTML = "text/html;charset=UTF-8";

  /** An HTML page. */
  public static Representation html(String text) {
    return of(HTML, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Bytes of any type. */
  public static Representation of(String contentType, byte[] plain) {
    return new Representation(contentType, plain, compress(plain), digest(plain));
  }

  static Representation storedHtml(byte[] plain, byte[] gzip, String digest) {
    return new Representation(HTML, plain, gzip, digest);
  }

  /** The tag of the plain bytes, with its quotes. */
  public String plainTag() {
    return "\"" + digest + "\"";
  }

  /** RFC 9110 8.8.3: a strong tag differs for each content coding. */
  public String gzipTag() {
    return "\"" + digest + "-gz\"";
  }

  /** About how much memory it takes. */
  public int sizeBytes() {
    return plain.length + gzip.length + 200;
  }

  private static byte[] compress(byte[] plain) {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream(plain.length / 2 + 64);
    try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
      gzip.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return compressed.toByteArray();
  }

  private static String digest(byte[] plain) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(plain);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest).substring(0, 22);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
