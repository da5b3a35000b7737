package dev.galley.post.transfer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/** Numbers as zip files hold them, read by position so that many threads can share a file. */
final class LittleEndian {

  private LittleEndian() {}

  /**
   * A part of a file.
   *
   * @throws RefusedArchive when the file ends before
   */
  static ByteBuffer read(FileChannel file, long at, int bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining()) {
      if (file.read(buffer, at + buffer.position()) < 0) {
        throw new RefusedArchive("a zip file that was cut off");
      }
    }
    return buffer.flip();
  }

  static int unsignedShort(ByteBuffer buffer, int at) {
    return Short.toUnsignedInt(buffer.getShort(at));
  }

  static long unsignedInt(ByteBuffer buffer, int at) {
    return Integer.toUnsignedLong(buffer.getInt(at));
  }
}
