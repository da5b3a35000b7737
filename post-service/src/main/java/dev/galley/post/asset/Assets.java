package dev.galley.post.asset;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Projections.exclude;
import static com.mongodb.client.model.Projections.include;
import static dev.galley.post.asset.AssetDocuments.*;
import static dev.galley.post.store.PostFields.AT;
import static dev.galley.post.store.PostFields.EVENT_TRACEPARENT;
import static dev.galley.post.store.PostFields.HISTORY;
import static dev.galley.post.store.PostFields.ID;
import static dev.galley.post.store.PostFields.MARKS;
import static dev.galley.post.store.PostFields.REVISION;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoException;
import com.mongodb.MongoServerException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.PushOptions;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import dev.galley.event.AssetEvent;
import dev.galley.post.asset.Asset.Action;
import dev.galley.post.asset.Asset.Step;
import dev.galley.post.check.Pictures;
import dev.galley.post.content.Actor;
import dev.galley.post.content.Cursor;
import dev.galley.post.outbox.Outlet;
import dev.galley.post.store.PostPages;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * The files of the site in MongoDB, one document each, one conditional write a change, which leaves
 * the event that tells of it. A name, current or earlier, is one file's alone. Thread-safe.
 */
public final class Assets implements Pictures {

  static final String ASSETS = "assets";

  /** Of what was done to a file, the newest. */
  private static final int MAX_STEPS = 50;

  private static final int BATCH = 200;

  private final MongoCollection<Document> assets;
  private final AssetDocuments documents;
  private final Outlet outlet;

  Assets(MongoDatabase database, AssetDocuments documents, Outlet outlet) {
    this.assets = database.getCollection(ASSETS);
    this.documents = documents;
    this.outlet = outlet;
  }

  /** Creates what the queries here need. */
  void createIndexes() {
    assets.createIndex(Indexes.ascending(KEYS), new IndexOptions().unique(true).sparse(true));
    assets.createIndex(Indexes.ascending(NAMES));
    assets.createIndex(Indexes.ascending(SHA_256));
    assets.createIndex(Indexes.descending(STORED_AT, ID));
    for (String field : List.of(PURGE_DUE, MARKS + "." + AT)) {
      assets.createIndex(Indexes.ascending(field), new IndexOptions().sparse(true));
    }
  }

  /** The file that has this name or had it, also when it is removed. */
  Optional<Asset> find(String name) {
    return Optional.ofNullable(assets.find(eq(NAMES, name)).projection(exclude(MARKS)).first())
        .filter(document -> !document.containsKey(PURGED_AT))
        .map(documents::read);
  }

  /** Those of some files of which nobody has said who may see them. */
  List<Asset> unsaid(Collection<String> names) {
    List<String> all = List.copyOf(names);
    List<Asset> unsaid = new ArrayList<>();
    for (int from = 0; from < all.size(); from += BATCH) {
      List<String> some = all.subList(from, Math.min(all.size(), from + BATCH));
      assets
          .find(and(in(NAMES, some), eq(SHARED, null), eq(REMOVED, null), exists(PURGED_AT, false)))
          .projection(exclude(MARKS, HISTORY))
          .forEach(document -> unsaid.add(documents.read(document)));
    }
    return unsaid;
  }

  /**
   * The file that has this name or had it.
   *
   * @throws AssetNotFound when there is none
   */
  Asset require(String name) {
    return find(name).orElseThrow(AssetNotFound::new);
  }

  /**
   * Adds a file. One that takes the name of a file whose content has gone becomes that file's next
   * revision.
   *
   * @throws NameTaken when another one has the name, or one that is the same to some systems
   */
  Asset insert(Asset asset, Actor actor, Instant at) {
    Asset added = asset;
    AssetEvent event = asset.event(at);
    try {
      assets.insertOne(whole(asset, event, actor, at));
    } catch (MongoServerException e) {
      if (ErrorCategory.fromErrorCode(e.getCode()) != ErrorCategory.DUPLICATE_KEY) {
        throw e;
      }
      added = inPlaceOfWhatWent(asset);
      event = added.event(at);
      Bson gone = and(eq(ID, added.id()), eq(REVISION, added.revision() - 1), exists(PURGED_AT));
      if (assets.replaceOne(gone, whole(added, event, actor, at)).getModifiedCount() == 0) {
        throw new NameTaken(asset.name());
      }
    } catch (MongoException e) {
      // It may be there, or not.
      outlet.send(asset.id());
      throw e;
    }
    outlet.handOver(event, at, actor.traceparent());
    return added;
  }

  private Document whole(Asset asset, AssetEvent event, Actor actor, Instant at) {
    Document document = documents.write(asset, event);
    return document
        .append(ID, asset.id())
        .append(HISTORY, List.of(documents.step(step(asset, Action.STORED, actor, at))))
        .append(MARKS, List.of(documents.mark(event)))
        .append(EVENT_TRACEPARENT, actor.traceparent());
  }

  private Asset inPlaceOfWhatWent(Asset asset) {
    Document went =
        assets
            .find(and(in(KEYS, asset.keys()), exists(PURGED_AT)))
            .projection(include(NAMES, KEYS, REVISION))
            .first();
    if (went == null) {
      throw new NameTaken(asset.name());
    }
    return asset.inPlaceOf(
        went.getString(ID),
        went.getList(NAMES, String.class),
        went.getList(KEYS, String.class),
        went.getLong(REVISION));
  }

  /**
   * Stores the next revision of a file.
   *
   * @throws AssetChanged when it is at another revision than {@code before} by now
   * @throws AssetNotFound when it is gone
   * @throws NameTaken when another one has a name of it
   */
  Asset replace(Asset before, Asset after, List<Action> actions, Actor actor, Instant at) {
    AssetEvent event = after.event(at);
    List<Bson> changes = new ArrayList<>();
    documents.write(after, event).forEach((field, value) -> changes.add(Updates.set(field, value)));
    changes.add(Updates.set(EVENT_TRACEPARENT, actor.traceparent()));
    changes.add(Updates.push(MARKS, documents.mark(event)));
    changes.add(
        Updates.pushEach(
            HISTORY,
            actions.stream().map(action -> documents.step(step(after, action, actor, at))).toList(),
            new PushOptions().position(0).slice(MAX_STEPS)));
    boolean stored;
    try {
      stored =
          assets
                  .updateOne(
                      and(eq(ID, before.id()), eq(REVISION, before.revision())),
                      Updates.combine(changes))
                  .getMatchedCount()
              == 1;
    } catch (MongoServerException e) {
      throw ErrorCategory.fromErrorCode(e.getCode()) == ErrorCategory.DUPLICATE_KEY
          ? new NameTaken(after.name())
          : e;
    } catch (MongoException e) {
      outlet.send(after.id());
      throw e;
    }
    if (!stored) {
      throw find(before.name())
          .<RuntimeException>map(now -> new AssetChanged(now.revision()))
          .orElseGet(AssetNotFound::new);
    }
    outlet.handOver(event, at, actor.traceparent());
    return after;
  }

  private static Step step(Asset asset, Action action, Actor actor, Instant at) {
    return new Step(
        asset.revision(), action, at, actor.name(), asset.name(), asset.content().sha256());
  }

  /** A removed file whose time has come; empty when somebody was faster. */
  Optional<Asset> due(String id, Instant now) {
    return Optional.ofNullable(
            assets
                .find(and(eq(ID, id), lte(PURGE_DUE, Date.from(now)), ne(PURGE_DUE, null)))
                .first())
        .map(documents::read);
  }

  /**
   * Forgets everything of a removed file but its names, which go on to say that it is gone.
   *
   * @param asset as it was read
   */
  void purge(Asset asset, Instant now) {
    List<Bson> changes = new ArrayList<>();
    for (String field :
        List.of(
            SHA_256,
            TYPE,
            BYTES,
            WIDTH,
            HEIGHT,
            ALT,
            DECORATIVE,
            SHARED,
            STORED_BY,
            REMOVED + "." + REMOVED_BY,
            PURGE_DUE,
            HISTORY)) {
      changes.add(Updates.unset(field));
    }
    changes.add(Updates.set(PURGED_AT, Date.from(now)));
    assets.updateOne(
        and(eq(ID, asset.id()), eq(REVISION, asset.revision())), Updates.combine(changes));
  }

  /**
   * Hands over files, the last stored first, until there are enough.
   *
   * @param removed whether those that are removed, or those that are not
   * @param visitor tells whether it has enough
   */
  void list(boolean removed, @Nullable Cursor after, Visitor visitor) {
    Cursor from = after;
    List<Asset> batch;
    do {
      List<Bson> filters = new ArrayList<>();
      filters.add(removed ? ne(REMOVED, null) : eq(REMOVED, null));
      filters.add(exists(PURGED_AT, false));
      if (from != null) {
        filters.add(behind(from));
      }
      batch =
          assets
              .find(and(filters))
              .projection(exclude(MARKS, HISTORY))
              .sort(Sorts.descending(STORED_AT, ID))
              .limit(BATCH)
              .map(documents::read)
              .into(new ArrayList<>());
      if (batch.isEmpty() || visitor.hasEnough(batch)) {
        return;
      }
      Asset last = batch.get(batch.size() - 1);
      from = new Cursor(last.storedAt(), last.id());
    } while (batch.size() == BATCH);
  }

  /** Looks at files, some at a time. */
  interface Visitor {
    boolean hasEnough(List<Asset> some);
  }

  private static Bson behind(Cursor cursor) {
    Date at = Date.from(cursor.updatedAt());
    return or(lt(STORED_AT, at), and(eq(STORED_AT, at), lt(ID, cursor.id())));
  }

  @Override
  public Set<String> decorative(Set<String> names) {
    Set<String> found = new HashSet<>();
    assets
        .find(and(in(NAMES, names), eq(DECORATIVE, true)))
        .projection(include(NAMES))
        .forEach(document -> found.addAll(document.getList(NAMES, String.class)));
    found.retainAll(names);
    return found;
  }

  /** The names of all files that are there, sorted. */
  public List<String> names() {
    List<String> names = new ArrayList<>();
    forEach(
        include(NAMES, REMOVED, PURGED_AT),
        document -> names.add(document.getList(NAMES, String.class).get(0)));
    names.sort(null);
    return names;
  }

  /** Hands over each file that is there, without its history. */
  void forEach(Consumer<Asset> visitor) {
    forEach(exclude(MARKS, HISTORY), document -> visitor.accept(documents.read(document)));
  }

  private void forEach(Bson projection, Consumer<Document> visitor) {
    new PostPages(assets, projection)
        .forEach(
            document -> {
              if (document.get(REMOVED) == null && !document.containsKey(PURGED_AT)) {
                visitor.accept(document);
              }
            });
  }

  /** There is no file of this name. */
  static final class AssetNotFound extends RuntimeException {

    private static final long serialVersionUID = 1L;
  }

  /** Somebody else changed the file in between. */
  static final class AssetChanged extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final long current;

    AssetChanged(long current) {
      this.current = current;
    }

    long current() {
      return current;
    }
  }

  /** Another file has the name, or one that some systems do not tell from it. */
  static final class NameTaken extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String name;

    NameTaken(String name) {
      this.name = Objects.requireNonNull(name);
    }

    String name() {
      return name;
    }
  }
}
