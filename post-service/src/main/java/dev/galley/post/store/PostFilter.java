package dev.galley.post.store;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Filters.or;

import dev.galley.post.content.Cursor;
import dev.galley.post.content.PostQuery;
import dev.galley.post.content.PostQuery.ReviewFilter;
import dev.galley.post.content.PostState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** A {@link PostQuery} without its text, as MongoDB understands it. */
final class PostFilter {

  private static final Date BEGIN_OF_TIME = new Date(0);
  private static final Date END_OF_TIME = Date.from(Instant.parse("9999-12-31T00:00:00Z"));

  private final List<Bson> conditions = new ArrayList<>();

  PostFilter(PostQuery query) {
    conditions.add(eq(PostFields.DELETED_AT, null));
    boolean scheduled = query.state() == PostState.SCHEDULED;
    if (!scheduled) {
      equal(PostFields.STATE, query.state() == null ? null : query.state().name());
    }
    equal(PostFields.WORKING + ".authors", query.author());
    equal(PostFields.WORKING + ".tags", query.tag());
    equal(PostFields.WORKING + ".kind", query.kind());
    equal(PostFields.SLUGS, query.slug());
    review(query.review());
    if (scheduled) {
      afterScheduled(query.after());
    } else {
      after(query.after());
    }
  }

  private void review(@Nullable ReviewFilter filter) {
    if (filter == null) {
      return;
    }
    conditions.add(
        switch (filter.kind()) {
          case OPEN -> in(PostFields.REVIEW + ".state", "OPEN", "CONSENTED");
          case AWAITED -> eq(PostFields.REVIEW + ".awaited", filter.person());
          case DEBT -> exists(PostFields.REVIEW + ".debt");
        });
  }

  Bson toBson() {
    return and(conditions);
  }

  private void equal(String field, @Nullable String value) {
    if (value != null) {
      conditions.add(eq(field, value));
    }
  }

  /** The bound leaves out what has no schedule. */
  private void afterScheduled(@Nullable Cursor cursor) {
    Date at = cursor == null ? BEGIN_OF_TIME : Date.from(cursor.updatedAt());
    conditions.add(gte(PostFields.SCHEDULED_AT, at));
    if (cursor != null) {
      conditions.add(
          or(
              gt(PostFields.SCHEDULED_AT, at),
              and(eq(PostFields.SCHEDULED_AT, at), gt(PostFields.ID, cursor.id()))));
    }
  }

  private void after(@Nullable Cursor cursor) {
    // A bound in any case: with it every store reads no more of the index than the page needs.
    Date updatedAt = cursor == null ? END_OF_TIME : Date.from(cursor.updatedAt());
    conditions.add(lte(PostFields.UPDATED_AT, updatedAt));
    if (cursor != null) {
      conditions.add(
          or(
              lt(PostFields.UPDATED_AT, updatedAt),
              and(eq(PostFields.UPDATED_AT, updatedAt), lt(PostFields.ID, cursor.id()))));
    }
  }
}
