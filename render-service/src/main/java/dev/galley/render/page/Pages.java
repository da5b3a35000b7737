package dev.galley.render.page;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoWriteException;
import com.mongodb.bulk.BulkWriteResult;
import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.Updates;
import com.mongodb.client.model.WriteModel;
import dev.galley.render.page.index.PageEntry;
import dev.galley.render.page.serving.LivePage;
import dev.galley.render.page.serving.PageContent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.bson.Document;
import org.bson.conversions.Bson;

/** The stored pages, one document a post. Thread-safe. */
final class Pages {

  /** What became of a write. */
  enum Outcome {
    SAVED,
    /** Somebody else wrote the page in between. */
    OUTDATED,
    /** Another page holds one of the slugs. */
    SLUG_HELD
  }

  private static final long MAX_TIME_SECONDS = 10;

  private final MongoCollection<Document> documents;

  Pages(MongoCollection<Document> documents) {
    this.documents = documents;
  }

  /** Creates the indexes; called once, by one thread. */
  void createIndexes() {
    documents.createIndex(Indexes.ascending(PageDocuments.SLUGS), new IndexOptions().unique(true));
  }

  Optional<Page> find(String postId) {
    return Optional.ofNullable(byId(postId).first()).map(PageDocuments::page);
  }

  /** The pages of some posts without their content, in any order. */
  List<Page> withoutContent(Collection<String> postIds) {
    return documents
        .find(Filters.in("_id", postIds))
        .projection(Projections.exclude(PageDocuments.CONTENT))
        .maxTime(MAX_TIME_SECONDS, TimeUnit.SECONDS)
        .map(PageDocuments::page)
        .into(new ArrayList<>());
  }

  Optional<PageEntry> entry(String postId) {
    return Optional.ofNullable(byId(postId).projection(withoutBytes()).first())
        .map(PageDocuments::entry);
  }

  /** The page, live or not, whose URL this slug is. */
  Optional<PageEntry> holder(String slug) {
    return Optional.ofNullable(
            documents
                .find(Filters.eq(PageDocuments.SLUGS, slug))
                .maxTime(MAX_TIME_SECONDS, TimeUnit.SECONDS)
                .projection(withoutBytes())
                .first())
        .map(PageDocuments::entry);
  }

  /** What is served of a page; empty when it is not live. */
  Optional<LivePage> live(String postId) {
    Document document = byId(postId).projection(Projections.exclude(PageDocuments.SOURCE)).first();
    PageContent content = document == null ? null : PageDocuments.content(document);
    return document == null || content == null
        ? Optional.empty()
        : Optional.of(
            new LivePage(
                PageDocuments.entry(document), PageDocuments.liveSince(document), content));
  }

  void forEachEntry(Consumer<PageEntry> action) {
    documents
        .find()
        .projection(withoutBytes())
        .batchSize(500)
        .forEach(document -> action.accept(PageDocuments.entry(document)));
  }

  /**
   * Writes a page where nobody wrote it since it was read.
   *
   * @param page its version is the one that it gets
   */
  Outcome save(Page page) {
    Document document = PageDocuments.of(page);
    String postId = page.entry().postId();
    long version = page.entry().version();
    try {
      if (version == 1) {
        documents.insertOne(document);
        return Outcome.SAVED;
      }
      boolean replaced =
          documents.replaceOne(ofVersion(postId, version - 1), document).getMatchedCount() == 1;
      return replaced ? Outcome.SAVED : Outcome.OUTDATED;
    } catch (MongoWriteException e) {
      if (e.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
        throw e;
      }
      return version == 1 && entry(postId).isPresent() ? Outcome.OUTDATED : Outcome.SLUG_HELD;
    }
  }

  /**
   * Writes pages as {@link #save} does, all with one request.
   *
   * @return the posts whose pages were certainly saved; of the others {@link #save} tells why not
   */
  Set<String> saveAll(Collection<Page> pages) {
    List<WriteModel<Document>> writes = pages.stream().map(Pages::write).toList();
    try {
      BulkWriteResult result = documents.bulkWrite(writes, new BulkWriteOptions().ordered(false));
      if (result.getInsertedCount() + result.getMatchedCount() == writes.size()) {
        return pages.stream().map(page -> page.entry().postId()).collect(Collectors.toSet());
      }
    } catch (MongoBulkWriteException e) {
      boolean held =
          e.getWriteErrors().stream()
              .allMatch(error -> error.getCategory() == ErrorCategory.DUPLICATE_KEY);
      if (!held || e.getWriteConcernError() != null) {
        throw e;
      }
    }
    return saved(pages);
  }

  private static WriteModel<Document> write(Page page) {
    Document document = PageDocuments.of(page);
    long version = page.entry().version();
    return version == 1
        ? new InsertOneModel<>(document)
        : new ReplaceOneModel<>(ofVersion(page.entry().postId(), version - 1), document);
  }

  /** Those that are stored just as they were written: their event has no other page. */
  private Set<String> saved(Collection<Page> pages) {
    Map<String, PageEntry> written =
        pages.stream().map(Page::entry).collect(Collectors.toMap(PageEntry::postId, e -> e));
    Set<String> saved = new HashSet<>();
    documents
        .find(Filters.in("_id", written.keySet()))
        .maxTime(MAX_TIME_SECONDS, TimeUnit.SECONDS)
        .projection(withoutBytes())
        .map(PageDocuments::entry)
        .forEach(
            stored -> {
              PageEntry ours = written.get(stored.postId());
              if (ours != null
                  && stored.version() == ours.version()
                  && stored.emittedAs().equals(ours.emittedAs())) {
                saved.add(stored.postId());
              }
            });
    return saved;
  }

  /**
   * Takes a slug away from a page.
   *
   * @return the page without it; empty when the page changed meanwhile
   */
  Optional<PageEntry> release(PageEntry holder, String slug) {
    boolean released =
        documents
                .updateOne(
                    ofVersion(holder.postId(), holder.version()),
                    Updates.combine(
                        Updates.pull(PageDocuments.SLUGS, slug),
                        Updates.inc(PageDocuments.VERSION, 1L)))
                .getMatchedCount()
            == 1;
    return released ? entry(holder.postId()) : Optional.empty();
  }

  /** Removes a page where nobody wrote it since. */
  void delete(PageEntry entry) {
    documents.deleteOne(ofVersion(entry.postId(), entry.version()));
  }

  private FindIterable<Document> byId(String postId) {
    return documents.find(Filters.eq("_id", postId)).maxTime(MAX_TIME_SECONDS, TimeUnit.SECONDS);
  }

  private static Bson ofVersion(String postId, long version) {
    return Filters.and(Filters.eq("_id", postId), Filters.eq(PageDocuments.VERSION, version));
  }

  private static Bson withoutBytes() {
    return Projections.fields(
        Projections.exclude(PageDocuments.CONTENT), Projections.exclude(PageDocuments.SOURCE));
  }
}
