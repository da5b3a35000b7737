package dev.galley.post.asset;

import static dev.galley.post.store.PostFields.AT;
import static dev.galley.post.store.PostFields.EVENT;
import static dev.galley.post.store.PostFields.EVENT_REVISION;
import static dev.galley.post.store.PostFields.HISTORY;
import static dev.galley.post.store.PostFields.ID;
import static dev.galley.post.store.PostFields.MARK_ID;
import static dev.galley.post.store.PostFields.REVISION;

import dev.galley.event.AssetEvent;
import dev.galley.post.asset.Asset.Action;
import dev.galley.post.asset.Asset.Content;
import dev.galley.post.asset.Asset.Description;
import dev.galley.post.asset.Asset.Removal;
import dev.galley.post.asset.Asset.Step;
import dev.galley.post.asset.inspect.ImageSize;
import dev.galley.post.store.StoredJson;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** Files as documents. */
record AssetDocuments(StoredJson json) {

  static final String NAMES = "names";
  static final String KEYS = "keys";
  static final String SHA_256 = "sha256";
  static final String TYPE = "type";
  static final String BYTES = "bytes";
  static final String WIDTH = "width";
  static final String HEIGHT = "height";
  static final String ALT = "alt";
  static final String DECORATIVE = "decorative";
  static final String SHARED = "shared";
  static final String STORED_AT = "storedAt";
  static final String STORED_BY = "storedBy";
  static final String REMOVED = "removed";
  static final String REMOVED_BY = "by";

  /** When the content of a removed file goes; absent while it is there, and afterwards. */
  static final String PURGE_DUE = "purgeDue";

  /** When its content went: what is left keeps its names answering that it is gone. */
  static final String PURGED_AT = "purgedAt";

  private static final String ACTION = "action";
  private static final String BY = "by";
  private static final String NAME = "name";

  /** Every field but those that only grow, with the event that tells of it. */
  Document write(Asset asset, AssetEvent event) {
    Content content = asset.content();
    ImageSize size = content.size();
    Removal removed = asset.removed();
    return new Document(NAMES, asset.names())
        .append(KEYS, asset.keys())
        .append(SHA_256, content.sha256())
        .append(TYPE, content.type())
        .append(BYTES, content.bytes())
        .append(WIDTH, size == null ? null : size.width())
        .append(HEIGHT, size == null ? null : size.height())
        .append(ALT, asset.description().alt())
        .append(DECORATIVE, asset.description().decorative())
        .append(SHARED, asset.shared())
        .append(REVISION, asset.revision())
        .append(STORED_AT, Date.from(asset.storedAt()))
        .append(STORED_BY, asset.storedBy())
        .append(
            REMOVED,
            removed == null
                ? null
                : new Document(AT, Date.from(removed.at())).append(REMOVED_BY, removed.by()))
        .append(PURGE_DUE, removed == null ? null : Date.from(removed.until()))
        .append(EVENT, json.write(event))
        .append(EVENT_REVISION, event.revision());
  }

  /** That an event is not known to be the newest record of its topic. */
  Document mark(AssetEvent event) {
    return new Document(MARK_ID, event.eventId().toString())
        .append(AT, Date.from(event.occurredAt()));
  }

  Document step(Step step) {
    return new Document(REVISION, step.revision())
        .append(ACTION, step.action().name())
        .append(AT, Date.from(step.at()))
        .append(BY, step.by())
        .append(NAME, step.name())
        .append(SHA_256, step.sha256());
  }

  Asset read(Document document) {
    String id = document.getString(ID);
    List<String> names = document.getList(NAMES, String.class, List.of(id));
    return new Asset(
        id,
        names,
        document.getList(KEYS, String.class, List.of()),
        content(document),
        new Description(document.getString(ALT), document.getBoolean(DECORATIVE, false)),
        document.getBoolean(SHARED),
        // Files of earlier builds have none.
        Objects.requireNonNullElse(document.getLong(REVISION), 1L),
        instant(document, STORED_AT),
        document.getString(STORED_BY),
        removed(document),
        document.getList(HISTORY, Document.class, List.of()).stream()
            .map(AssetDocuments::readStep)
            .toList());
  }

  private static Content content(Document document) {
    Long width = document.getLong(WIDTH);
    Long height = document.getLong(HEIGHT);
    return new Content(
        document.getString(SHA_256),
        document.getString(TYPE),
        document.getLong(BYTES),
        width == null || height == null ? null : new ImageSize(width, height));
  }

  private static @Nullable Removal removed(Document document) {
    Document removed = document.get(REMOVED, Document.class);
    return removed == null
        ? null
        : new Removal(
            instant(removed, AT), removed.getString(REMOVED_BY), instant(document, PURGE_DUE));
  }

  private static Step readStep(Document step) {
    return new Step(
        step.getLong(REVISION),
        Action.valueOf(step.getString(ACTION)),
        instant(step, AT),
        step.getString(BY),
        step.getString(NAME),
        step.getString(SHA_256));
  }

  private static Instant instant(Document document, String field) {
    return Objects.requireNonNull(document.getDate(field), field).toInstant();
  }
}
