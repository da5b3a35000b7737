package dev.galley.post.together;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Projections.include;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import dev.galley.post.database.Places;
import dev.galley.post.together.Note.Reply;
import dev.galley.post.together.Note.Resolved;
import dev.galley.post.together.Note.Writer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * The notes on all posts, in MongoDB: one document a note with its replies, and one conditional
 * write a change. Thread-safe.
 */
final class Notes {

  /** Open or resolved. */
  static final int MAX_OF_A_POST = 200;

  private static final String ID = "_id";
  private static final String POST = "postId";
  private static final String REVISION = "revision";
  private static final String RESOLVED = "resolved";
  private static final String EDITED_AT = "editedAt";

  private final MongoCollection<Document> notes;
  private final Places places;

  /** There is no such note, or it was deleted. */
  static final class NotFound extends RuntimeException {

    private static final long serialVersionUID = 1L;
  }

  /** Somebody else changed the note. */
  static final class Stale extends RuntimeException {

    private static final long serialVersionUID = 1L;

    final long current;

    Stale(long current) {
      super("The note is at revision " + current);
      this.current = current;
    }
  }

  Notes(MongoDatabase database) {
    this.notes = database.getCollection("notes");
    this.places = new Places(notes);
  }

  void createIndexes() {
    places.createIndex();
    notes.createIndex(Indexes.ascending(POST, ID));
  }

  /**
   * Keeps a new note.
   *
   * @throws Note.TooMany when the post has as many as it may
   */
  void add(Note note) {
    try {
      places.insert(
          fields(note).append(ID, note.id()),
          note.postId(),
          eq(POST, note.postId()),
          MAX_OF_A_POST);
    } catch (Places.Full full) {
      throw new Note.TooMany("A post has at most " + MAX_OF_A_POST + " notes: delete some");
    }
  }

  Optional<Note> find(String postId, String id) {
    return Optional.ofNullable(notes.find(and(eq(ID, id), eq(POST, postId))).first())
        .map(Notes::note);
  }

  /**
   * Notes on a post, the oldest first.
   *
   * @param isResolved null for all
   * @param after the last one of the page before; null for the first page
   */
  List<Note> list(String postId, @Nullable Boolean isResolved, @Nullable String after, int limit) {
    List<Bson> wanted =
        new ArrayList<>(List.of(eq(POST, postId), gt(ID, after == null ? "" : after)));
    if (isResolved != null) {
      wanted.add(isResolved ? ne(RESOLVED, null) : eq(RESOLVED, null));
    }
    return notes
        .find(and(wanted))
        .sort(Sorts.ascending(ID))
        .limit(limit)
        .map(Notes::note)
        .into(new ArrayList<>());
  }

  /** Another number whenever something about the notes on a post is different. */
  int tag(String postId) {
    return notes
        .find(eq(POST, postId))
        .sort(Sorts.ascending(ID))
        .projection(include(REVISION))
        .map(note -> List.of(note.getString(ID), note.getLong(REVISION)))
        .into(new ArrayList<>())
        .hashCode();
  }

  /**
   * Changes a note, unless somebody was faster.
   *
   * @throws NotFound when there is none
   * @throws Stale when it is at another revision than the one that it was read at
   */
  Note change(Note before, UnaryOperator<Note> change) {
    Note after = change.apply(before);
    long replaced =
        notes
            .updateOne(
                and(eq(ID, before.id()), eq(REVISION, before.revision())),
                new Document("$set", fields(after)))
            .getMatchedCount();
    if (replaced == 0) {
      throw stale(before);
    }
    return after;
  }

  /**
   * Deletes a note with its replies.
   *
   * @throws NotFound when there is none
   * @throws Stale when it is at another revision
   */
  void delete(Note note) {
    if (notes.deleteOne(and(eq(ID, note.id()), eq(REVISION, note.revision()))).getDeletedCount()
        == 0) {
      throw stale(note);
    }
  }

  private RuntimeException stale(Note before) {
    return find(before.postId(), before.id())
        .<RuntimeException>map(now -> new Stale(now.revision()))
        .orElseGet(NotFound::new);
  }

  /** Erases all notes on a post. */
  void erase(String postId) {
    notes.deleteMany(eq(POST, postId));
  }

  /** All but the id, and its place, which is not for it to say. */
  private static Document fields(Note note) {
    return new Document(POST, note.postId())
        .append(REVISION, note.revision())
        .append("by", document(note.by()))
        .append("text", note.text())
        .append("at", Date.from(note.at()))
        .append(EDITED_AT, date(note.editedAt()))
        .append("anchor", document(note.anchor()))
        .append(RESOLVED, document(note.resolved()))
        .append("replies", note.replies().stream().map(Notes::document).toList());
  }

  private static Document document(Writer person) {
    return new Document("id", person.id()).append("name", person.name());
  }

  private static @Nullable Document document(@Nullable Anchor anchor) {
    return anchor == null
        ? null
        : new Document("exact", anchor.exact())
            .append("prefix", anchor.prefix())
            .append("suffix", anchor.suffix())
            .append("start", anchor.start());
  }

  private static @Nullable Document document(@Nullable Resolved resolved) {
    return resolved == null
        ? null
        : new Document("by", document(resolved.by())).append("at", Date.from(resolved.at()));
  }

  private static Document document(Reply reply) {
    return new Document("id", reply.id())
        .append("by", document(reply.by()))
        .append("text", reply.text())
        .append("at", Date.from(reply.at()))
        .append(EDITED_AT, date(reply.editedAt()));
  }

  private static @Nullable Date date(@Nullable Instant at) {
    return at == null ? null : Date.from(at);
  }

  private static Note note(Document document) {
    Document anchor = document.get("anchor", Document.class);
    Document resolved = document.get(RESOLVED, Document.class);
    return new Note(
        document.getString(ID),
        document.getString(POST),
        document.getLong(REVISION),
        person(document),
        document.getString("text"),
        document.getDate("at").toInstant(),
        instant(document.getDate(EDITED_AT)),
        anchor == null
            ? null
            : new Anchor(
                anchor.getString("exact"),
                anchor.getString("prefix"),
                anchor.getString("suffix"),
                anchor.getInteger("start")),
        resolved == null
            ? null
            : new Resolved(person(resolved), resolved.getDate("at").toInstant()),
        document.getList("replies", Document.class).stream()
            .map(
                reply ->
                    new Reply(
                        reply.getString("id"),
                        person(reply),
                        reply.getString("text"),
                        reply.getDate("at").toInstant(),
                        instant(reply.getDate(EDITED_AT))))
            .toList());
  }

  private static Writer person(Document of) {
    Document person = of.get("by", Document.class);
    return new Writer(person.getString("id"), person.getString("name"));
  }

  private static @Nullable Instant instant(@Nullable Date date) {
    return date == null ? null : date.toInstant();
  }
}
