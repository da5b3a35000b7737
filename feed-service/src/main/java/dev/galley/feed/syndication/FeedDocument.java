package dev.galley.feed.syndication;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** The bytes of a feed with their entity tag. Thread-safe. */
final class FeedDocument {

  private final byte[] bytes;
  private final String digest;
  private volatile byte @Nullable [] gzip;

  FeedDocument(byte[] bytes) {
    this.bytes = bytes;
    this.digest = digest(bytes);
  }

  /** As they are, or compressed. */
  byte[] bytes(boolean compressed) {
    return compressed ? gzip() : bytes;
  }

  /**
   * The strong entity tag. The two forms differ in their bytes, so their tags do, too (RFC 9110,
   * 8.8.3.3).
   */
  String etag(boolean compressed) {
    return '"' + digest + (compressed ? "-gzip\"" : "\"");
  }

  /** Made once, by the first reader who asks for it. */
  private byte[] gzip() {
    byte[] compressed = gzip;
    if (compressed == null) {
      compressed = compress(bytes);
      gzip = compressed;
    }
    return compressed;
  }

  private static byte[] compress(byte[] bytes) {
    ByteArrayOutputStream buffer = new ByteArrayOutputStream(bytes.length / 3 + 64);
    try (GZIPOutputStream out = new GZIPOutputStream(buffer)) {
      out.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return buffer.toByteArray();
  }

  private static String digest(byte[] bytes) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(hash, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
