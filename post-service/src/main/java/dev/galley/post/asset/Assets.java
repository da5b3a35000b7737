package dev.galley.post.asset;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Sorts;
import dev.galley.post.asset.Asset.Description;
import dev.galley.post.asset.StoredAsset.Outcome;
import dev.galley.post.content.Cursor;
import dev.galley.post.content.Slugs;
import dev.galley.web.IfMatch;
import dev.galley.web.Sha256;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * All stored files, by the path that the site serves them under. Thread-safe for different paths;
 * of two that store the same path at once, one wins.
 */
public final class Assets {

  static final long MAX_PIXELS = 50_000_000;

  /** Of a picture's hash in its name. */
  private static final int HASH_CHARS = 10;

  private final MongoCollection<Document> assets;
  private final AssetFolder folder;
  private final Clock clock;

  Assets(MongoDatabase database, AssetFolder folder, Clock clock) {
    this.assets = database.getCollection("assets");
    this.folder = folder;
    this.clock = clock;
  }

  /**
   * Stores a file and makes a path lead to it. Repeating it changes nothing.
   *
   * @param path relative and normalised, as in the site's URLs: {@code images/blog/x.jpg}
   * @throws RefusedAsset when the content is of no accepted type or not what the name says, too
   *     large in pixels, or active
   * @throws IOException when the disk fails; nothing refers to the file then
   */
  public StoredAsset store(String path, byte[] bytes) throws IOException {
    return store(path, bytes, false);
  }

  /**
   * What storing a file would do; changes nothing.
   *
   * @throws RefusedAsset when it would be refused
   */
  public StoredAsset plan(String path, byte[] bytes) throws IOException {
    return store(path, bytes, true);
  }

  private StoredAsset store(String path, byte[] bytes, boolean dryRun) throws IOException {
    AssetType type =
        AssetType.of(bytes)
            .orElseThrow(() -> new RefusedAsset("not an image or another known type"));
    if (!type.mayBeNamed(path)) {
      throw new RefusedAsset(
          "its content is " + type.mediaType() + ", and its name says something else");
    }
    Optional<ImageSize> size = ImageSize.of(type, bytes);
    refuseDangerous(type, size, bytes);
    String sha256 = Sha256.hex(bytes);
    Asset before = find(path).orElse(null);
    boolean same = before != null && before.sha256().equals(sha256);
    if (same && folder.isLinked(path)) {
      return new StoredAsset(Outcome.UNCHANGED, warnings(type, path));
    }
    if (!dryRun) {
      storeUnder(path, sha256, bytes);
      record(
          new Asset(
              path,
              sha256,
              type.mediaType(),
              bytes.length,
              size.orElse(null),
              before != null && same ? before.description() : Description.NONE,
              before == null ? 1 : before.revision() + 1,
              now()));
    }
    if (before == null || same) {
      return new StoredAsset(Outcome.STORED, warnings(type, path));
    }
    if (!dryRun) {
      removeUnused(before.sha256());
    }
    return new StoredAsset(Outcome.REPLACED, warnings(type, path));
  }

  /**
   * Stores a picture that somebody adds, under a path that holds a part of its hash: the same
   * picture again has the same path, and no other one ever does.
   *
   * @param name what the file was called
   * @throws RefusedAsset when it is no picture, or one that {@link #store} refuses
   */
  Asset add(String name, byte[] bytes) throws IOException {
    AssetType type =
        AssetType.of(bytes)
            .filter(AssetType::isPicture)
            .orElseThrow(
                () -> new RefusedAsset("no picture; JPEG, PNG, GIF, WebP, AVIF and SVG are"));
    String hash = Sha256.hex(bytes).substring(0, HASH_CHARS);
    String path = "images/" + stem(name) + "-" + hash + "." + type.extension();
    store(path, bytes);
    return find(path).orElseThrow(AssetNotFound::new);
  }

  private static String stem(String name) {
    String file = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    int dot = file.lastIndexOf('.');
    return Slugs.fromTitle(dot > 0 ? file.substring(0, dot) : file);
  }

  /** Creates what the queries here need. */
  void createIndexes() {
    assets.createIndex(Indexes.ascending(Asset.SHA_256));
    assets.createIndex(Indexes.descending(Asset.STORED_AT, "_id"));
  }

  /**
   * Files, the last stored first.
   *
   * @param words what path or description have to hold; empty for all
   */
  List<Asset> list(Set<String> words, int limit, @Nullable Cursor after) {
    List<Asset> found = new ArrayList<>();
    try (MongoCursor<Document> newest =
        assets
            .find(after == null ? new Document() : behind(after))
            .sort(Sorts.descending(Asset.STORED_AT, "_id"))
            .iterator()) {
      while (newest.hasNext() && found.size() < limit) {
        Asset asset = Asset.of(newest.next());
        if (asset.isAbout(words)) {
          found.add(asset);
        }
      }
    }
    return found;
  }

  private static Bson behind(Cursor cursor) {
    Date at = Date.from(cursor.updatedAt());
    return or(lt(Asset.STORED_AT, at), and(eq(Asset.STORED_AT, at), lt("_id", cursor.id())));
  }

  /**
   * Says what a picture says to whoever does not see it.
   *
   * @throws AssetNotFound when there is no such file
   * @throws AssetChanged when it is at another revision
   */
  Asset describe(String path, IfMatch expected, Description description) {
    Asset before = find(path).orElseThrow(AssetNotFound::new);
    if (!expected.matches(before.revision())) {
      throw new AssetChanged(before.revision());
    }
    Document after =
        assets.findOneAndUpdate(
            and(eq("_id", path), in(Asset.REVISION, revisions(before))),
            combine(
                set(Asset.REVISION, before.revision() + 1),
                set(Description.ALT, description.alt()),
                set(Description.DECORATIVE, description.decorative())),
            new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER));
    if (after == null) {
      throw find(path)
          .<RuntimeException>map(now -> new AssetChanged(now.revision()))
          .orElseGet(AssetNotFound::new);
    }
    return Asset.of(after);
  }

  /** A file of an earlier build has no revision, which counts as the first. */
  private static List<@Nullable Long> revisions(Asset asset) {
    return asset.revision() == 1 ? Arrays.asList(1L, null) : List.of(asset.revision());
  }

  /** Which of some pictures have nothing to say. */
  public Set<String> decorative(Set<String> paths) {
    Set<String> found = new HashSet<>();
    assets
        .find(and(in("_id", paths), eq(Description.DECORATIVE, true)))
        .projection(new Document("_id", 1))
        .forEach(document -> found.add(document.getString("_id")));
    return found;
  }

  private void storeUnder(String path, String sha256, byte[] bytes) throws IOException {
    folder.store(sha256, bytes);
    try {
      folder.link(path, sha256);
    } catch (NoSuchFileException e) {
      // Somebody deleted the last other path to this content in between.
      folder.store(sha256, bytes);
      folder.link(path, sha256);
    }
  }

  /** A stored file; empty when there is none at this path. */
  Optional<Asset> find(String path) {
    return Optional.ofNullable(assets.find(new Document("_id", path)).first()).map(Asset::of);
  }

  /**
   * Erases a file: the path leads nowhere, and its content goes with the last path to it.
   *
   * @throws IOException when the disk fails; repeating it goes on
   */
  void delete(String path) throws IOException {
    Optional<Asset> asset = find(path);
    if (asset.isPresent()) {
      folder.unlink(path);
      assets.deleteOne(new Document("_id", path));
      removeUnused(asset.get().sha256());
    }
  }

  private void removeUnused(String sha256) throws IOException {
    if (assets.find(new Document(Asset.SHA_256, sha256)).first() == null) {
      folder.remove(sha256);
    }
  }

  /** The paths of all files, sorted. */
  public List<String> paths() {
    List<String> paths = new ArrayList<>();
    assets
        .find()
        .projection(new Document("_id", 1))
        .sort(Sorts.ascending("_id"))
        .forEach(document -> paths.add(document.getString("_id")));
    return paths;
  }

  /**
   * Writes a file's content.
   *
   * @return whether there is such a file
   */
  public boolean writeTo(String path, OutputStream out) throws IOException {
    String sha256 = sha256Of(path);
    if (sha256 == null) {
      return false;
    }
    Files.copy(folder.content(sha256), out);
    return true;
  }

  private static void refuseDangerous(AssetType type, Optional<ImageSize> size, byte[] bytes) {
    if (size.isPresent() && (size.get().pixels() > MAX_PIXELS || size.get().pixels() == 0)) {
      throw new RefusedAsset(
          "an image of %d x %d pixels; at most %d million are accepted"
              .formatted(size.get().width(), size.get().height(), MAX_PIXELS / 1_000_000));
    }
    if (type == AssetType.SVG) {
      SvgCheck.refuseActive(bytes);
    }
  }

  static final class AssetNotFound extends RuntimeException {

    private static final long serialVersionUID = 1L;
  }

  /** Somebody else described the file in between. */
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

  private static List<String> warnings(AssetType type, String path) {
    List<String> warnings = new ArrayList<>();
    if (!type.isNamedSo(path)) {
      warnings.add("the content is " + type.mediaType() + ", which the name does not say");
    }
    if (type == AssetType.SVG) {
      warnings.add("an SVG: checked for scripts, but still a document that browsers interpret");
    }
    return warnings;
  }

  private @Nullable String sha256Of(String path) {
    return find(path).map(Asset::sha256).orElse(null);
  }

  private void record(Asset asset) {
    assets.replaceOne(
        new Document("_id", asset.path()), asset.toDocument(), new ReplaceOptions().upsert(true));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
