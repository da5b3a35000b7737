package dev.galley.local.store;

import java.nio.ByteBuffer;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;

/**
 * Documents as the values of a map, as the BSON bytes that {@link BsonBytes} makes of them. A page
 * of the file holds several documents and is read and written whole; in this form it costs neither
 * to decode nor to encode the others when one of them is wanted, and a cached page takes as much
 * memory as it says.
 */
final class DocumentType extends BasicDataType<byte[]> {

  static final DocumentType INSTANCE = new DocumentType();

  private static final int ARRAY_BYTES = 24;

  private DocumentType() {}

  @Override
  public int getMemory(byte[] document) {
    return ARRAY_BYTES + document.length;
  }

  /** Documents differ by a factor of a million: an average of some says nothing of the next. */
  @Override
  public boolean isMemoryEstimationAllowed() {
    return false;
  }

  @Override
  public void write(WriteBuffer buffer, byte[] document) {
    buffer.put(document);
  }

  @Override
  public byte[] read(ByteBuffer buffer) {
    byte[] document = new byte[BsonBytes.lengthOf(buffer)];
    buffer.get(document);
    return document;
  }

  @Override
  public byte[][] createStorage(int size) {
    return new byte[size][];
  }
}
