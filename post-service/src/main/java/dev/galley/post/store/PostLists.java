package dev.galley.post.store;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Projections.exclude;
import static com.mongodb.client.model.Projections.include;
import static dev.galley.post.store.PostFields.*;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Sorts;
import dev.galley.post.content.PostPage;
import dev.galley.post.content.PostQuery;
import dev.galley.post.content.PostState;
import dev.galley.post.content.PostSummary;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.annotation.Scheduled;

/** What editors look through: posts by filters and words, without what takes up room in them. */
final class PostLists {

  private static final Bson FOR_LISTS =
      exclude(
          SOURCE,
          MARKS,
          HISTORY,
          REVIEW_EVENTS,
          EVENT,
          SLUGS,
          PICTURES,
          PUBLICATIONS,
          REVIEW + ".text",
          WORKING + ".body",
          WORKING + ".metadata");

  private final MongoCollection<Document> posts;
  private final PostDocuments documents;
  private final SearchIndex search;

  PostLists(MongoDatabase database, StoredJson json, Clock clock) {
    this.posts = database.getCollection(MongoPosts.POSTS);
    this.documents = new PostDocuments(json);
    this.search = new SearchIndex(posts, clock);
  }

  /** Reads every post once, so that the first search need not wait for it. */
  void prepareSearch() {
    search.refresh();
  }

  @Scheduled(initialDelay = 1, fixedDelay = 1, timeUnit = TimeUnit.HOURS)
  void compareSearch() {
    search.compare();
  }

  PostPage list(PostQuery query) {
    Bson filter = new PostFilter(query).toBson();
    int wanted = query.limit() + 1;
    if (query.state() == PostState.SCHEDULED) {
      return PostPage.ofScheduled(scheduled(filter, query.text(), wanted), query.limit());
    }
    if (query.text() == null || query.text().isBlank()) {
      return PostPage.of(summaries(filter, wanted), query.limit());
    }
    Set<String> words = SearchWords.of(query.text());
    List<String> ids = words.isEmpty() ? List.of() : search.find(words, query.after());
    List<PostSummary> found = new ArrayList<>();
    // Most often the first few are a page; the more the filter refuses, the more are asked for.
    for (int from = 0, size = wanted; from < ids.size() && found.size() < wanted; size *= 2) {
      List<String> some = ids.subList(from, Math.min(ids.size(), from + size));
      found.addAll(summaries(and(filter, in(ID, some)), wanted - found.size()));
      from += some.size();
    }
    return PostPage.of(found, query.limit());
  }

  /** Few have a schedule, so these are read and then looked for among those with the words. */
  private List<PostSummary> scheduled(Bson filter, @Nullable String text, int wanted) {
    @Nullable Set<String> ids =
        text == null || text.isBlank() ? null : Set.copyOf(search.find(SearchWords.of(text), null));
    return StreamSupport.stream(
            posts
                .find(filter)
                .projection(FOR_LISTS)
                .sort(Sorts.ascending(SCHEDULED_AT, ID))
                .map(documents::summary)
                .spliterator(),
            false)
        .filter(post -> ids == null || ids.contains(post.id()))
        .limit(wanted)
        .toList();
  }

  List<PostSummary> summaries(Set<String> ids) {
    return summaries(and(in(ID, ids), eq(DELETED_AT, null)), ids.size());
  }

  List<PostSummary> using(Set<String> names, int limit) {
    return summaries(and(in(PICTURES, names), eq(DELETED_AT, null)), limit);
  }

  Set<String> used(Set<String> names) {
    Set<String> used = new HashSet<>();
    posts
        .find(and(in(PICTURES, names), eq(DELETED_AT, null)))
        .projection(include(PICTURES))
        .forEach(document -> used.addAll(document.getList(PICTURES, String.class)));
    used.retainAll(names);
    return used;
  }

  private List<PostSummary> summaries(Bson filter, int limit) {
    return posts
        .find(filter)
        .projection(FOR_LISTS)
        .sort(Sorts.descending(UPDATED_AT, ID))
        .limit(limit)
        .map(documents::summary)
        .into(new ArrayList<>());
  }
}
