package dev.galley.local.store;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.bson.BsonDecoder;
import de.bwaldvogel.mongo.wire.bson.BsonEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.h2.mvstore.WriteBuffer;

/**
 * Documents as BSON in the store's pages, in place of Java serialisation: a stable and open format,
 * a fifth of the time, and nothing in the file can name a class to load.
 */
final class BsonBytes {

  /** What MongoDB stores at most, {@code maxBsonObjectSize}. */
  static final int MAX_DOCUMENT_BYTES = 16 * 1024 * 1024;

  private static final int TYPICAL_BYTES = 16 * 1024;
  private static final int MAX_KEPT_BYTES = 256 * 1024;

  /** Of each thread that encodes: most of what it makes is small, and copied out at once. */
  private static final ThreadLocal<ByteBuf> BUFFERS =
      ThreadLocal.withInitial(() -> Unpooled.buffer(TYPICAL_BYTES));

  private BsonBytes() {}

  static byte[] of(Document document) {
    ByteBuf bytes = encoded(document);
    return Arrays.copyOfRange(
        bytes.array(), bytes.arrayOffset(), bytes.arrayOffset() + bytes.readableBytes());
  }

  static boolean isTooLarge(Document document) {
    // No character takes more than three bytes for each unit of it, so that most need no encoding.
    return (long) MemoryEstimate.of(document) * 3 > MAX_DOCUMENT_BYTES
        && encoded(document).readableBytes() > MAX_DOCUMENT_BYTES;
  }

  static Document read(byte[] bytes) {
    return BsonDecoder.decodeBson(Unpooled.wrappedBuffer(bytes));
  }

  static void write(WriteBuffer target, Document document) {
    ByteBuf bytes = encoded(document);
    target.put(bytes.array(), bytes.arrayOffset(), bytes.readableBytes());
  }

  /** Good until the thread encodes another one. */
  private static ByteBuf encoded(Document document) {
    ByteBuf bytes = BUFFERS.get().clear();
    BsonEncoder.encodeDocument(document, bytes);
    if (bytes.capacity() > MAX_KEPT_BYTES) {
      BUFFERS.remove();
    }
    return bytes;
  }

  static Document read(ByteBuffer source) {
    int length = lengthOf(source);
    ByteBuffer slice = source.slice(source.position(), length);
    source.position(source.position() + length);
    return BsonDecoder.decodeBson(Unpooled.wrappedBuffer(slice));
  }

  /** BSON begins with its own length in bytes. */
  static int lengthOf(ByteBuffer source) {
    return source.duplicate().order(ByteOrder.LITTLE_ENDIAN).getInt();
  }
}
