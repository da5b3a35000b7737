package dev.galley.stream.consuming;

import dev.galley.stream.codec.BadEvent;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaException;

/** Tells a world that is down from a record that is bad. */
final class Infrastructure {

  private Infrastructure() {}

  /** Whether waiting may help: the store, the broker or the network failed, not the record. */
  static boolean isDown(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof BadEvent) {
        return false;
      }
      if (cause instanceof KafkaException
          || cause instanceof IOException
          || cause instanceof TimeoutException
          || cause instanceof java.io.UncheckedIOException
          || isMongo(cause)) {
        return true;
      }
    }
    return false;
  }

  /** By name, since not every service that reads events has a MongoDB driver. */
  private static boolean isMongo(Throwable cause) {
    for (Class<?> type = cause.getClass(); type != null; type = type.getSuperclass()) {
      String name = type.getName();
      // A command that the server refuses is refused again; only its outages pass.
      if (name.equals("com.mongodb.MongoWriteException")
          || name.equals("com.mongodb.DuplicateKeyException")) {
        return false;
      }
      if (name.equals("com.mongodb.MongoException")) {
        return true;
      }
    }
    return false;
  }
}
