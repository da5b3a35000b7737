package dev.galley.post.asset;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Updates.combine;
import static dev.galley.post.asset.AssetDocuments.KEYS;
import static dev.galley.post.asset.AssetDocuments.NAMES;
import static dev.galley.post.store.PostFields.ID;
import static dev.galley.post.store.PostFields.MARKS;
import static dev.galley.post.store.PostFields.REVISION;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Updates;
import dev.galley.event.AssetEvent;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * Brings files into the present form that were stored when their path was all their name, and
 * everybody could see them, which goes on. Their events are sent like those of any change. A
 * repetition changes nothing.
 */
final class EarlierAssets {

  /** Before a name of which others differ in case alone; no key begins so. */
  private static final String TWIN = "=";

  private final MongoCollection<Document> assets;
  private final AssetDocuments documents;
  private final Clock clock;

  EarlierAssets(MongoDatabase database, AssetDocuments documents, Clock clock) {
    this.assets = database.getCollection(Assets.ASSETS);
    this.documents = documents;
    this.clock = clock;
  }

  void upgrade() {
    List<Document> earlier = new ArrayList<>();
    assets.find(exists(NAMES, false)).into(earlier);
    if (earlier.isEmpty()) {
      return;
    }
    Set<String> keys = new HashSet<>();
    assets
        .find(exists(KEYS))
        .forEach(document -> keys.addAll(document.getList(KEYS, String.class)));
    for (Document document : earlier) {
      Asset asset = upgraded(document, keys);
      AssetEvent event = asset.event(clock.instant());
      List<Bson> changes = new ArrayList<>();
      documents
          .write(asset, event)
          .forEach((field, value) -> changes.add(Updates.set(field, value)));
      changes.add(Updates.push(MARKS, documents.mark(event)));
      assets.updateOne(
          and(
              eq(ID, asset.id()),
              exists(NAMES, false),
              // Files of the first builds have none.
              in(REVISION, document.getLong(REVISION), null)),
          combine(changes));
    }
  }

  private Asset upgraded(Document document, Set<String> keys) {
    Asset asset = documents.read(document);
    String key = AssetName.key(asset.name());
    boolean isFirst = keys.add(key);
    return asset.shared(true).at(asset.revision()).keyed(isFirst ? key : TWIN + asset.name());
  }
}
