package dev.galley.post.snip;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** UTF-8 that refuses what is not UTF-8, instead of replacing it as {@code new String} does. */
final class StrictUtf8 {

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private StrictUtf8() {}

  /**
   * Decodes a text without its byte order mark.
   *
   * @throws BrokenSnip at the first byte that is not UTF-8, and at a NUL
   */
  static String decode(byte[] bytes) {
    if (isUtf16(bytes)) {
      throw new BrokenSnip("in UTF-16, as some editors write it; save it as UTF-8");
    }
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CoderResult result =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT)
            .decode(in, out, true);
    if (result.isError()) {
      String before = out.flip().toString();
      throw BrokenSnip.atLine(
          FrontMatter.lines(before) + 1, "not UTF-8 at byte " + in.position() + " of the file");
    }
    String text = out.flip().toString();
    int nul = text.indexOf('\0');
    if (nul >= 0) {
      throw new BrokenSnip(
          "a NUL at byte " + text.substring(0, nul).getBytes(StandardCharsets.UTF_8).length);
    }
    return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
  }

  /** By its byte order mark, which in UTF-8 has other bytes. */
  private static boolean isUtf16(byte[] bytes) {
    int first = bytes.length < 2 ? 0 : (bytes[0] & 0xFF) << 8 | (bytes[1] & 0xFF);
    return first == 0xFFFE || first == 0xFEFF;
  }
}
