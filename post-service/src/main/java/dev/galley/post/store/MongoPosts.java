package dev.galley.post.store;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Projections.exclude;
import static com.mongodb.client.model.Projections.include;
import static dev.galley.post.store.PostFields.*;

import com.mongodb.MongoException;
import com.mongodb.MongoServerException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReturnDocument;
import dev.galley.event.ReviewEvent.About;
import dev.galley.post.consent.Review;
import dev.galley.post.consent.ReviewFacts;
import dev.galley.post.content.AlreadyCreated;
import dev.galley.post.content.Change;
import dev.galley.post.content.Content;
import dev.galley.post.content.IdempotencyKey;
import dev.galley.post.content.InvalidContent;
import dev.galley.post.content.Post;
import dev.galley.post.content.PostNotFound;
import dev.galley.post.content.PostPage;
import dev.galley.post.content.PostQuery;
import dev.galley.post.content.PostSummary;
import dev.galley.post.content.Posts;
import dev.galley.post.content.PublicHistory;
import dev.galley.post.content.Publication;
import dev.galley.post.content.Revision;
import dev.galley.post.content.SlugTaken;
import dev.galley.post.content.StaleRevision;
import dev.galley.web.answer.IfMatch;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;

/**
 * Posts in MongoDB, one document a post, one atomic write a change. The write tells when the state
 * that it is based on is not the newest any more.
 */
public final class MongoPosts implements Posts {

  /** The collection of posts. */
  public static final String POSTS = "posts";

  static final int DUPLICATE_KEY = 11000;

  private static final Bson WITHOUT_QUEUES =
      exclude(SOURCE, MARKS, HISTORY, REVIEW_EVENTS, PICTURES);

  private final MongoCollection<Document> posts;
  private final PostDocuments documents;
  private final PostLists lists;
  private final PostHistory history;
  private final WrittenPosts written = new WrittenPosts();

  public MongoPosts(MongoDatabase database, StoredJson json) {
    this(
        database,
        json,
        new PostLists(database, json, Clock.systemUTC()),
        new PostHistory(database, json));
  }

  MongoPosts(MongoDatabase database, StoredJson json, PostLists lists, PostHistory history) {
    this.posts = database.getCollection(POSTS);
    this.documents = new PostDocuments(json);
    this.lists = lists;
    this.history = history;
  }

  /** Creates what the queries here need; by one thread, before the first post. */
  public void createIndexes() {
    IndexOptions unique = new IndexOptions().unique(true);
    posts.createIndex(Indexes.ascending(SLUGS), unique);
    posts.createIndex(
        Indexes.ascending(IDEMPOTENCY_KEY), new IndexOptions().unique(true).sparse(true));
    posts.createIndex(Indexes.ascending(MARKS + "." + AT), new IndexOptions().sparse(true));
    posts.createIndex(Indexes.ascending(HISTORY + "." + REVISION), new IndexOptions().sparse(true));
    posts.createIndex(Indexes.ascending(DELETED_AT), new IndexOptions().sparse(true));
    Stream.of(
            REVIEW + ".state",
            REVIEW + ".awaited",
            REVIEW + ".due",
            REVIEW + ".debt",
            REVIEW_EVENTS + ".id",
            SCHEDULE_DUE,
            SCHEDULED_AT)
        .forEach(
            field -> posts.createIndex(Indexes.ascending(field), new IndexOptions().sparse(true)));
    posts.createIndex(Indexes.ascending(PICTURES));
    posts.createIndex(Indexes.descending(UPDATED_AT, ID));
    posts.createIndex(
        Indexes.compoundIndex(Indexes.ascending(STATE), Indexes.descending(UPDATED_AT, ID)));
  }

  @Override
  public Optional<Post> find(String id) {
    return first(eq(ID, id)).map(documents::post);
  }

  @Override
  public Optional<Post> findForChange(String id, IfMatch expected) {
    return written.at(id, expected).or(() -> find(id));
  }

  @Override
  public Optional<Post> findBySlug(String slug) {
    return first(eq(SLUGS, slug)).map(documents::post);
  }

  @Override
  public Map<String, Post> findBySlugs(Set<String> slugs) {
    Map<String, Post> holders = new HashMap<>();
    posts
        .find(in(SLUGS, slugs))
        .projection(WITHOUT_QUEUES)
        .map(documents::post)
        .forEach(
            post ->
                post.claimedSlugs().stream()
                    .filter(slugs::contains)
                    .forEach(slug -> holders.put(slug, post)));
    return holders;
  }

  private Optional<Document> first(Bson filter) {
    return Optional.ofNullable(posts.find(filter).projection(WITHOUT_QUEUES).first())
        // Not a part of the filter: the index of the slug or key alone decides.
        .filter(document -> !document.containsKey(DELETED_AT));
  }

  @Override
  public Optional<Created> findCreated(String idempotencyKey) {
    return first(eq(IDEMPOTENCY_KEY, idempotencyKey)).map(this::created);
  }

  private Created created(Document document) {
    Post now = documents.post(document);
    Content content = contentAt(now, 1).orElse(now.working());
    return new Created(
        Post.draft(now.id(), content, now.createdAt()), document.getString(IDEMPOTENCY_HASH));
  }

  @Override
  public PostPage list(PostQuery query) {
    return lists.list(query);
  }

  @Override
  public List<PostSummary> summaries(Set<String> ids) {
    return lists.summaries(ids);
  }

  @Override
  public List<PostSummary> using(Set<String> names, int limit) {
    return lists.using(names, limit);
  }

  @Override
  public Set<String> used(Set<String> names) {
    return lists.used(names);
  }

  @Override
  public void forEach(BiConsumer<Post, byte @Nullable []> visitor) {
    new PostPages(posts, exclude(MARKS, HISTORY, REVIEW_EVENTS))
        .forEach(
            document -> {
              if (!document.containsKey(DELETED_AT)) {
                Binary source = document.get(SOURCE, Binary.class);
                visitor.accept(documents.post(document), source == null ? null : source.getData());
              }
            });
  }

  @Override
  public void insert(
      Post post, Change change, byte @Nullable [] source, @Nullable IdempotencyKey key) {
    Document document = document(post, change, source);
    if (key != null) {
      document.append(IDEMPOTENCY_KEY, key.value()).append(IDEMPOTENCY_HASH, key.bodyHash());
    }
    try {
      posts.insertOne(document);
    } catch (MongoServerException e) {
      throw explained(e, post);
    }
  }

  @Override
  public Set<String> insertAll(List<Imported> imported) {
    Set<String> refused = new HashSet<>();
    List<Document> all = new ArrayList<>();
    for (Imported one : imported) {
      try {
        all.add(document(one.post(), one.change(), one.source()));
      } catch (InvalidContent e) {
        refused.add(one.post().id());
      }
    }
    if (all.isEmpty()) {
      return refused;
    }
    PostHistory.insertNew(posts, all).forEach(index -> refused.add(all.get(index).getString(ID)));
    return refused;
  }

  private Document document(Post post, Change change, byte @Nullable [] source) {
    Document document = new Document(ID, post.id());
    document.putAll(documents.whole(post));
    if (post.publicHistory() != null) {
      document
          .append(EVENT_TRACEPARENT, change.traceparent())
          .append(MARKS, List.of(documents.mark(post.publicHistory().event(), change)));
    }
    document.append(HISTORY, List.of(documents.revision(Revision.of(post, change))));
    if (source != null) {
      document.append(SOURCE, new Binary(source));
    }
    return document;
  }

  @Override
  public void keepEarlier(List<Revision> steps) {
    history.keep(steps);
  }

  @Override
  public void forgetEarlier(Post post) {
    history.forget(post.id(), post.revision() - 1);
  }

  @Override
  public void replace(Post before, Post after, Change change, byte @Nullable [] source) {
    Document set = documents.changed(before, after);
    if (source != null) {
      set.append(SOURCE, new Binary(source));
    }
    Document push = new Document(HISTORY, documents.revision(Revision.of(after, change)));
    if (after.publicHistory() != null && before.publicHistory() != after.publicHistory()) {
      set.append(EVENT_TRACEPARENT, change.traceparent());
      push.append(MARKS, documents.mark(after.publicHistory().event(), change))
          .append(PUBLICATIONS, newest(after.publicHistory().publications().get(0)));
    }
    List<Document> unsent = unsent(before, after, change);
    if (!unsent.isEmpty()) {
      push.append(REVIEW_EVENTS, new Document("$each", unsent));
    }
    compareAndSet(before, after, new Document("$set", set).append("$push", push));
    written.put(after);
  }

  private List<Document> unsent(Post before, Post after, Change change) {
    Review was = before.review();
    Review is = after.review();
    if (is == null || was == is) {
      return List.of();
    }
    String title = change.action() == Change.Action.DELETED ? null : after.working().title();
    return new ReviewFacts(About.POST, after.id(), after.revision(), title, change.at())
        .between(was == null ? null : was.round(), is.round()).stream()
            .map(documents::unsent)
            .toList();
  }

  private static Document newest(Publication publication) {
    return new Document("$each", List.of(PostDocuments.publication(publication)))
        .append("$position", 0)
        .append("$slice", PublicHistory.MAX_PUBLICATIONS);
  }

  @Override
  public void delete(Post before, Post after, Change change) {
    Document set =
        documents
            .changed(before, after)
            .append(DELETED_AT, Date.from(change.at()))
            // A unique value and not none: the unique index would count two of those as equal.
            .append(SLUGS, List.of("~" + after.id()))
            .append(HISTORY, List.of(documents.revision(Revision.of(after, change))))
            .append(REVIEW_EVENTS, unsent(before, after, change));
    set.remove(REVIEW);
    Document unset = new Document();
    Stream.of(IDEMPOTENCY_KEY, IDEMPOTENCY_HASH, SOURCE, ORIGIN, REVIEW)
        .forEach(field -> unset.append(field, ""));
    Document update = new Document("$set", set).append("$unset", unset);
    if (after.publicHistory() != null) {
      set.append(EVENT_TRACEPARENT, change.traceparent());
      update.append(
          "$push", new Document(MARKS, documents.mark(after.publicHistory().event(), change)));
    }
    compareAndSet(before, after, update);
  }

  private void compareAndSet(Post before, Post after, Document update) {
    written.forget(before.id());
    String changeId = UUID.randomUUID().toString();
    update.get("$set", Document.class).append(CHANGE_ID, changeId);
    Document stored;
    try {
      stored =
          posts.findOneAndUpdate(
              and(eq(ID, before.id()), eq(REVISION, before.revision())),
              update,
              new FindOneAndUpdateOptions()
                  .returnDocument(ReturnDocument.AFTER)
                  .projection(include(REVISION)));
    } catch (MongoServerException e) {
      throw explained(e, after);
    } catch (MongoException e) {
      stored = whenTheAnswerWasLost(before, changeId, e);
    }
    if (stored == null) {
      throw conflict(before);
    }
  }

  /** A lost connection says nothing about the write; the document does. */
  private @Nullable Document whenTheAnswerWasLost(
      Post before, String changeId, MongoException failure) {
    Document now = posts.find(eq(ID, before.id())).projection(include(REVISION, CHANGE_ID)).first();
    if (now != null && changeId.equals(now.getString(CHANGE_ID))) {
      return now;
    }
    if (now != null && now.getLong(REVISION) == before.revision()) {
      throw failure;
    }
    return null;
  }

  private RuntimeException conflict(Post before) {
    return first(eq(ID, before.id()))
        .<RuntimeException>map(now -> new StaleRevision(now.getLong(REVISION)))
        .orElseGet(() -> new PostNotFound(before.id()));
  }

  private RuntimeException explained(MongoServerException failure, Post post) {
    if (failure.getCode() != DUPLICATE_KEY) {
      return failure;
    }
    if (Objects.toString(failure.getMessage(), "").contains(IDEMPOTENCY_KEY)) {
      return new AlreadyCreated();
    }
    return post.claimedSlugs().stream()
        .filter(slug -> isHeldByAnother(slug, post.id()))
        .findFirst()
        .<RuntimeException>map(SlugTaken::new)
        // The other post gave the slug up in between: trying again may succeed.
        .orElseGet(() -> new SlugTaken(post.working().slug()));
  }

  private boolean isHeldByAnother(String slug, String id) {
    Document holder = posts.find(eq(SLUGS, slug)).projection(include(ID)).first();
    return holder != null && !id.equals(holder.getString(ID));
  }

  @Override
  public List<Revision> revisions(Post post, long before, int limit) {
    return history.revisions(post, before, limit);
  }

  @Override
  public Optional<Content> contentAt(Post post, long revision) {
    return history.contentAt(post, revision);
  }
}
