package dev.galley.post.store;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Projections.include;
import static dev.galley.post.store.PostFields.AT;
import static dev.galley.post.store.PostFields.CONTENT_REVISION;
import static dev.galley.post.store.PostFields.HISTORY;
import static dev.galley.post.store.PostFields.ID;
import static dev.galley.post.store.PostFields.REVISION;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.InsertManyOptions;
import dev.galley.post.content.Change;
import dev.galley.post.content.Content;
import dev.galley.post.content.Post;
import dev.galley.post.content.Revision;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * The revisions of posts. A change leaves its own in the post's document, and from there they move
 * into a collection of their own; whoever reads them looks into both.
 */
final class PostHistory extends Drain implements PostObserver {

  /** What a list of revisions shows; each content may be a megabyte. */
  private static final List<String> STEP =
      List.of(REVISION, "action", "by", "byId", AT, "note", CONTENT_REVISION);

  private final MongoCollection<Document> posts;
  private final MongoCollection<Document> revisions;
  private final PostDocuments documents;

  PostHistory(MongoDatabase database, StoredJson json) {
    super(database.getCollection(MongoPosts.POSTS), HISTORY, REVISION);
    this.posts = database.getCollection(MongoPosts.POSTS);
    this.revisions = database.getCollection("revisions");
    this.documents = new PostDocuments(json);
  }

  @Override
  public void stored(Post post, Change change) {
    changed(post.id());
  }

  /** What is there already is of a crash between keeping and pulling, or of another instance. */
  @Override
  protected void take(Map<String, List<Document>> entries) {
    List<Document> drained = new ArrayList<>();
    entries.forEach(
        (postId, history) -> history.forEach(entry -> drained.add(kept(postId, entry))));
    insertNew(revisions, drained);
  }

  /** Keeps revisions that are in no document. */
  void keep(List<Revision> steps) {
    if (!steps.isEmpty()) {
      insertNew(
          revisions,
          steps.stream().map(step -> kept(step.postId(), documents.revision(step))).toList());
    }
  }

  private static Document kept(String postId, Document entry) {
    Document kept = new Document(ID, id(postId, entry.getLong(REVISION))).append("postId", postId);
    kept.putAll(entry);
    return kept;
  }

  private static String id(String postId, long revision) {
    return postId + ":" + revision;
  }

  /**
   * Inserts what is not there yet.
   *
   * @return the places of what was there
   */
  static List<Integer> insertNew(MongoCollection<Document> into, List<Document> all) {
    try {
      into.insertMany(all, new InsertManyOptions().ordered(false));
      return List.of();
    } catch (MongoBulkWriteException e) {
      if (e.getWriteConcernError() != null
          || e.getWriteErrors().stream()
              .anyMatch(error -> error.getCode() != MongoPosts.DUPLICATE_KEY)) {
        throw e;
      }
      return e.getWriteErrors().stream().map(BulkWriteError::getIndex).toList();
    }
  }

  /** Removes the revisions that were moved out of a post, from the first one on. */
  void forget(String postId, long last) {
    revisions.deleteMany(
        in(ID, LongStream.rangeClosed(1, last).mapToObj(step -> id(postId, step)).toList()));
  }

  List<Revision> revisions(Post post, long before, int limit) {
    long newest = Math.min(before - 1, post.revision());
    long oldest = Math.max(1, newest - limit + 1);
    return load(post.id(), LongStream.rangeClosed(oldest, newest).boxed().toList(), true);
  }

  Optional<Content> contentAt(Post post, long revision) {
    return load(post.id(), List.of(revision), false).stream()
        .findFirst()
        .flatMap(
            found ->
                found.content() != null
                    ? Optional.of(found.content())
                    : load(post.id(), List.of(found.contentRevision()), false).stream()
                        .findFirst()
                        .map(Revision::content));
  }

  /** Looks at the document first: what is drained in between is then found in the collection. */
  private List<Revision> load(String postId, List<Long> wanted, boolean stepsOnly) {
    Bson inPost =
        stepsOnly
            ? include(STEP.stream().map(field -> HISTORY + "." + field).toList())
            : include(HISTORY);
    Document document = posts.find(eq(ID, postId)).projection(inPost).first();
    List<Document> undrained =
        document == null ? List.of() : document.getList(HISTORY, Document.class, List.of());
    List<Document> drained = new ArrayList<>();
    revisions
        .find(in(ID, wanted.stream().map(revision -> id(postId, revision)).toList()))
        .projection(stepsOnly ? include(STEP) : null)
        .into(drained);
    NavigableMap<Long, Revision> found = new TreeMap<>(Comparator.reverseOrder());
    Stream.concat(undrained.stream(), drained.stream())
        .map(entry -> documents.revision(postId, entry))
        .filter(entry -> wanted.contains(entry.revision()))
        .forEach(revision -> found.put(revision.revision(), revision));
    return List.copyOf(found.values());
  }
}
