package dev.galley.local.store;

import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.Document;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;
import org.jspecify.annotations.Nullable;

/** The keys of an index: tuples in the order of their elements, a prefix before what extends it. */
final class IndexEntryType extends BasicDataType<KeyValue> {

  static final IndexEntryType INSTANCE = new IndexEntryType();

  private static final String FIELD = "k";

  private IndexEntryType() {}

  @Override
  public int compare(KeyValue left, KeyValue right) {
    int common = Math.min(left.size(), right.size());
    for (int i = 0; i < common; i++) {
      int order = ValueOrder.INSTANCE.compare(left.get(i), right.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(left.size(), right.size());
  }

  @Override
  public int getMemory(KeyValue key) {
    int bytes = 0;
    for (Object value : key) {
      bytes += MemoryEstimate.of(value);
    }
    return bytes;
  }

  @Override
  public void write(WriteBuffer buffer, KeyValue key) {
    List<@Nullable Object> values =
        StreamSupport.stream(key.spliterator(), false)
            .<@Nullable Object>map(value -> value instanceof Missing ? null : value)
            .toList();
    BsonBytes.write(buffer, new Document(FIELD, values));
  }

  @Override
  public KeyValue read(ByteBuffer buffer) {
    List<?> values = (List<?>) BsonBytes.read(buffer).get(FIELD);
    return new KeyValue(new ArrayList<>(values));
  }

  @Override
  public KeyValue[] createStorage(int size) {
    return new KeyValue[size];
  }
}
