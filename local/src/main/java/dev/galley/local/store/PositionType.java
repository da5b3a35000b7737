package dev.galley.local.store;

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.Document;
import java.nio.ByteBuffer;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;

/** Where a document lies: its {@code _id}, or {@link Missing} for an {@code _id} of null. */
final class PositionType extends BasicDataType<Object> {

  static final PositionType INSTANCE = new PositionType();

  private static final String FIELD = "p";

  private PositionType() {}

  @Override
  public int compare(Object left, Object right) {
    return ValueOrder.INSTANCE.compare(left, right);
  }

  @Override
  public int getMemory(Object position) {
    return MemoryEstimate.of(position);
  }

  @Override
  public void write(WriteBuffer buffer, Object position) {
    BsonBytes.write(buffer, new Document(FIELD, position instanceof Missing ? null : position));
  }

  @Override
  public Object read(ByteBuffer buffer) {
    return Missing.ofNullable(BsonBytes.read(buffer).get(FIELD));
  }

  @Override
  public Object[] createStorage(int size) {
    return new Object[size];
  }
}
