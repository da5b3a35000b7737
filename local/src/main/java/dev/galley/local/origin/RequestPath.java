package dev.galley.local.origin;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the path of a request into the segments that its service will see. What a service could
 * read in another way than the origin does is refused: empty and dot segments, parameters, encoded
 * slashes, control characters and malformed escapes.
 */
final class RequestPath {

  private RequestPath() {}

  /** The decoded segments, or nothing when the path is to be refused. */
  static Optional<List<String>> segments(String raw) {
    if (!raw.startsWith("/")) {
      return Optional.empty();
    }
    List<String> segments = new ArrayList<>();
    String[] parts = raw.substring(1).split("/", -1);
    for (int i = 0; i < parts.length; i++) {
      boolean trailingSlash = parts[i].isEmpty() && i == parts.length - 1;
      if (trailingSlash) {
        break;
      }
      // Services cut parameters off before they decode; an encoded semicolon is a part of a name.
      if (parts[i].indexOf(';') >= 0) {
        return Optional.empty();
      }
      Optional<String> segment = decode(parts[i]);
      if (segment.isEmpty() || isRefused(segment.get())) {
        return Optional.empty();
      }
      segments.add(segment.get());
    }
    return Optional.of(segments);
  }

  private static boolean isRefused(String segment) {
    return segment.isEmpty()
        || segment.equals(".")
        || segment.equals("..")
        || segment.chars().anyMatch(c -> c < ' ' || c == 0x7f || c == '/' || c == '\\');
  }

  private static Optional<String> decode(String segment) {
    byte[] bytes = segment.getBytes(StandardCharsets.ISO_8859_1);
    ByteBuffer decoded = ByteBuffer.allocate(bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] != '%') {
        decoded.put(bytes[i]);
        continue;
      }
      if (i + 2 >= bytes.length) {
        return Optional.empty();
      }
      int high = Character.digit(bytes[i + 1], 16);
      int low = Character.digit(bytes[i + 2], 16);
      if (high < 0 || low < 0) {
        return Optional.empty();
      }
      decoded.put((byte) (high << 4 | low));
      i += 2;
    }
    CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder();
    try {
      return Optional.of(utf8.decode(decoded.flip()).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
