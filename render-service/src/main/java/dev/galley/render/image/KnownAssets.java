package dev.galley.render.image;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoException;
import com.mongodb.MongoWriteException;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import dev.galley.event.AssetEvent;
import dev.galley.stream.codec.BadEvent;
import dev.galley.stream.codec.EventCodec;
import java.util.function.Consumer;
import org.bson.Document;
import org.bson.types.Binary;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the topic said of the site's files, kept in the store as well, so that pictures are served
 * when an instance starts while the broker is away. The topic is the truth: what is missing here is
 * read there, and of two instances that write the same the newer revision stays.
 */
final class KnownAssets {

  private static final Logger log = LoggerFactory.getLogger(KnownAssets.class);

  private static final String REVISION = "revision";
  private static final String EVENT = "event";

  private final MongoCollection<Document> documents;
  private final EventCodec codec;

  KnownAssets(MongoCollection<Document> documents, EventCodec codec) {
    // What is lost is read again from the topic.
    this.documents = documents.withWriteConcern(WriteConcern.W1);
    this.codec = codec;
  }

  void forEach(Consumer<AssetEvent> action) {
    try {
      documents.find().batchSize(1000).forEach(document -> read(document, action));
    } catch (MongoException e) {
      log.debug("The store is away", e);
    }
  }

  private void read(Document document, Consumer<AssetEvent> action) {
    try {
      if (codec.fromJson(document.get(EVENT, Binary.class).getData()) instanceof AssetEvent event) {
        action.accept(event);
      }
    } catch (BadEvent e) {
      log.debug("{} is read from the topic", document.get("_id"), e);
    }
  }

  void keep(AssetEvent event) {
    try {
      documents.updateOne(
          Filters.and(Filters.eq("_id", event.id()), Filters.lt(REVISION, event.revision())),
          Updates.combine(
              Updates.set(REVISION, event.revision()),
              Updates.set(EVENT, new Binary(codec.toJson(event)))),
          new UpdateOptions().upsert(true));
    } catch (MongoWriteException e) {
      if (e.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
        log.debug("{} is read from the topic", event.id(), e);
      }
    } catch (MongoException e) {
      log.debug("{} is read from the topic", event.id(), e);
    }
  }
}
