package dev.galley.post.editor;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.springframework.http.MediaType;

/**
 * A file of the editor as it goes out; compressed once. The arrays are shared: nobody writes to
 * them.
 *
 * @param digest SHA-256 of the bytes, in hexadecimal
 */
record EditorFile(MediaType type, byte[] bytes, byte[] gzipped, String digest) {

  static EditorFile of(MediaType type, byte[] bytes) {
    return new EditorFile(type, bytes, gzip(bytes), digest(bytes));
  }

  /** A strong tag; the two encodings are two representations (RFC 9110, section 8.8.3.3). */
  String tag(boolean compressed) {
    return "\"" + digest.substring(0, 16) + (compressed ? "-gzip\"" : "\"");
  }

  static String digest(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every Java platform has SHA-256", impossible);
    }
  }

  private static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (BestGzip gzip = new BestGzip(compressed)) {
      gzip.write(bytes);
    } catch (IOException impossible) {
      throw new UncheckedIOException("Writing to memory failed", impossible);
    }
    return compressed.toByteArray();
  }

  private static final class BestGzip extends GZIPOutputStream {

    BestGzip(ByteArrayOutputStream out) throws IOException {
      super(out);
      def.setLevel(Deflater.BEST_COMPRESSION);
    }
  }
}
