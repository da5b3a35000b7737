package dev.galley.post.transfer;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/** The packed bytes of one entry. Reads by position, so that many can be open at once. */
final class EntryStream extends InputStream {

  private final FileChannel file;
  private final long end;
  private long position;

  private EntryStream(FileChannel file, long begin, long bytes) {
    this.file = file;
    this.position = begin;
    this.end = begin + bytes;
  }

  /** The entry's unpacked bytes; fails as {@link RefusedArchive} where they cannot be unpacked. */
  static InputStream open(FileChannel file, long begin, ArchiveEntry entry) {
    InputStream packed = new EntryStream(file, begin, entry.packedBytes());
    return entry.deflated() ? new Unpacked(packed, entry.name()) : packed;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (position >= end) {
      return -1;
    }
    int wanted = (int) Math.min(length, end - position);
    int count = file.read(ByteBuffer.wrap(buffer, offset, wanted), position);
    position += Math.max(0, count);
    return count;
  }

  private static final class Unpacked extends InflaterInputStream {

    private final String name;

    Unpacked(InputStream packed, String name) {
      super(packed, new Inflater(true), 8192);
      this.name = name;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      try {
        return super.read(buffer, offset, length);
      } catch (ZipException | EOFException e) {
        throw RefusedArchive.at(name, "damaged: it cannot be unpacked");
      }
    }

    @Override
    public void close() throws IOException {
      inf.end();
      super.close();
    }
  }
}
