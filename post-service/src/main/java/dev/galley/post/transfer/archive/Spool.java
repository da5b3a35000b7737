package dev.galley.post.transfer.archive;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.SortedMap;
import java.util.TreeMap;

/** Files that come in any order, kept on the disk until they can be had sorted by name. */
public final class Spool implements Closeable {

  private final FileChannel file;
  private final SortedMap<String, Slice> slices = new TreeMap<>();
  private long end;

  /** An empty one. */
  public Spool() throws IOException {
    Path path = Files.createTempFile("galley-transfer", ".spool");
    this.file =
        FileChannel.open(
            path,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE);
  }

  /** Keeps a file. */
  public void add(String name, byte[] bytes) {
    try {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        file.write(buffer, end + buffer.position());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    slices.put(name, new Slice(end, bytes.length));
    end += bytes.length;
  }

  /** Whether a file of this name was added. */
  public boolean contains(String name) {
    return slices.containsKey(name);
  }

  /** How large a file is that was added. */
  public int bytes(String name) {
    return slice(name).bytes();
  }

  /** The names of all files, sorted. */
  public Iterable<String> names() {
    return slices.keySet();
  }

  /** The bytes of a file that was added. */
  public byte[] read(String name) throws IOException {
    Slice slice = slice(name);
    ByteBuffer bytes = ByteBuffer.allocate(slice.bytes());
    while (bytes.hasRemaining()) {
      if (file.read(bytes, slice.begin() + bytes.position()) < 0) {
        throw new EOFException("The temporary file was cut off");
      }
    }
    return bytes.array();
  }

  private Slice slice(String name) {
    Slice slice = slices.get(name);
    if (slice == null) {
      throw new IllegalArgumentException("Nothing was added as " + name);
    }
    return slice;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  private record Slice(long begin, int bytes) {}
}
