package dev.galley.web.answer;

import dev.galley.web.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The bytes that answer requests, the same for everybody: plain, compressed, and the strong entity
 * tag of each. Everything that is served from memory goes out by it and an {@link Answer}.
 *
 * <p>Thread-safe. The arrays are shared and never changed.
 */
public final class Representation {

  /** Below this, what is saved is less than the headers that say so. */
  private static final int MIN_COMPRESSED_BYTES = 200;

  private static final byte[] NOT_WORTH_IT = {};

  private final String contentType;
  private final byte[] plain;
  private final String digest;
  private final String plainTag;
  private final String gzipTag;
  private volatile byte @Nullable [] gzip;

  private Representation(String contentType, byte[] plain, String digest) {
    this.contentType = contentType;
    this.plain = plain;
    this.digest = digest;
    this.plainTag = "\"" + digest + "\"";
    // RFC 9110 8.8.3.3: a strong tag differs for each content coding.
    this.gzipTag = "\"" + digest + "-gz\"";
  }

  /** An HTML page. */
  public static Representation html(String text) {
    return text("text/html", text);
  }

  /**
   * A text.
   *
   * @param type without a character set, which is UTF-8
   */
  public static Representation text(String type, String text) {
    return of(type + ";charset=UTF-8", text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Bytes of any type.
   *
   * @param contentType with its character set where it has one
   */
  public static Representation of(String contentType, byte[] plain) {
    return new Representation(contentType, plain, digest(plain));
  }

  /** With its character set. */
  public String contentType() {
    return contentType;
  }

  /** The bytes as they are. */
  public byte[] plain() {
    return plain;
  }

  /** The bytes compressed, made by the first who asks; empty where that saves nothing. */
  byte[] gzip() {
    byte[] known = gzip;
    if (known == null) {
      // Two threads may do it at once, and come to the same bytes.
      known = compress(plain);
      gzip = known;
    }
    return known;
  }

  /** Of the plain bytes; the entity tags are made of it. */
  public String digest() {
    return digest;
  }

  /** The tag of the bytes that go out, with its quotes. */
  String tag(boolean compressed) {
    return compressed ? gzipTag : plainTag;
  }

  /** About how much memory it takes, the compressed form included. */
  public int sizeBytes() {
    byte[] known = gzip;
    return plain.length + (known == null ? plain.length / 2 : known.length) + 200;
  }

  private static byte[] compress(byte[] plain) {
    if (plain.length < MIN_COMPRESSED_BYTES) {
      return NOT_WORTH_IT;
    }
    ByteArrayOutputStream compressed = new ByteArrayOutputStream(plain.length / 2 + 64);
    try (GZIPOutputStream out = new GZIPOutputStream(compressed)) {
      out.write(plain);
    } catch (IOException impossible) {
      throw new UncheckedIOException("Writing to memory failed", impossible);
    }
    return compressed.size() < plain.length ? compressed.toByteArray() : NOT_WORTH_IT;
  }

  private static String digest(byte[] plain) {
    byte[] digest = Sha256.of(plain);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(digest).substring(0, 22);
  }
}
