package dev.galley.post.asset.inspect;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * The bytes of a file by their place, of which a small part is in memory. What is asked for beyond
 * the end is missing: the file was cut off. For one thread.
 */
final class FileBytes implements Closeable {

  private static final int BUFFER_BYTES = 64 * 1024;

  private final FileChannel channel;
  private final long size;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES).limit(0);
  private long bufferAt;

  FileBytes(Path file) throws IOException {
    channel = FileChannel.open(file, StandardOpenOption.READ);
    size = channel.size();
  }

  long size() {
    return size;
  }

  int u8(long at) throws IOException {
    if (at < bufferAt || at >= bufferAt + buffer.limit()) {
      fill(at);
    }
    return Byte.toUnsignedInt(buffer.get((int) (at - bufferAt)));
  }

  private void fill(long at) throws IOException {
    if (at < 0 || at >= size) {
      throw new RefusedAsset("a damaged image: it is cut off");
    }
    buffer.clear();
    bufferAt = at;
    while (buffer.hasRemaining() && channel.read(buffer, at + buffer.position()) > 0) {
      // Until the buffer or the file ends.
    }
    buffer.flip();
    if (!buffer.hasRemaining()) {
      throw new IOException("The file became shorter while it was read");
    }
  }

  /** Big-endian, of one to eight bytes. */
  long big(long at, int bytes) throws IOException {
    long value = 0;
    for (int i = 0; i < bytes; i++) {
      value = value << 8 | u8(at + i);
    }
    return value;
  }

  /** Little-endian, of one to eight bytes. */
  long little(long at, int bytes) throws IOException {
    long value = 0;
    for (int i = bytes - 1; i >= 0; i--) {
      value = value << 8 | u8(at + i);
    }
    return value;
  }

  /** Whether these bytes are there. */
  boolean is(long at, String latin) throws IOException {
    byte[] expected = latin.getBytes(StandardCharsets.ISO_8859_1);
    if (at + expected.length > size) {
      return false;
    }
    byte[] there = new byte[expected.length];
    for (int i = 0; i < there.length; i++) {
      there[i] = (byte) u8(at + i);
    }
    return Arrays.equals(there, expected);
  }

  /** A part, as a stream; no other may be read at the same time. */
  InputStream part(long at, long bytes) throws IOException {
    if (at < 0 || bytes < 0 || at + bytes > size) {
      throw new RefusedAsset("a damaged image: it is cut off");
    }
    return new Part(at, at + bytes);
  }

  private final class Part extends InputStream {

    private long at;
    private final long end;

    Part(long at, long end) {
      this.at = at;
      this.end = end;
    }

    @Override
    public int read() throws IOException {
      return at == end ? -1 : u8(at++);
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      if (at == end) {
        return -1;
      }
      ByteBuffer target = ByteBuffer.wrap(into, offset, (int) Math.min(length, end - at));
      int read = channel.read(target, at);
      if (read < 0) {
        throw new IOException("The file became shorter while it was read");
      }
      at += read;
      return read;
    }
  }

  /** Nothing, or nothing but zeros, may follow the picture: else two programs see two files. */
  void refuseAfter(long end) throws IOException {
    if (end > size) {
      throw new RefusedAsset("a damaged image: it is cut off");
    }
    for (long at = end; at < size; at++) {
      if (u8(at) != 0) {
        throw new RefusedAsset("something else follows the image in the same file");
      }
    }
  }

  InputStream all() throws IOException {
    return Channels.newInputStream(channel.position(0));
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
