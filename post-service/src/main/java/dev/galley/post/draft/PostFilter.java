package dev.galley.post.draft;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Filters.or;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** A {@link PostQuery} without its text, as MongoDB understands it. */
final class PostFilter {

  private static final Date END_OF_TIME = Date.from(Instant.parse("9999-12-31T00:00:00Z"));

  private final List<Bson> conditions = new ArrayList<>();

  PostFilter(PostQuery query) {
    conditions.add(eq(Fields.DELETED_AT, null));
    equal(Fields.STATE, query.state() == null ? null : query.state().name());
    equal(Fields.WORKING + ".authors", query.author());
    equal(Fields.WORKING + ".tags", query.tag());
    equal(Fields.WORKING + ".kind", query.kind());
    equal(Fields.SLUGS, query.slug());
    after(query.after());
  }

  Bson toBson() {
    return and(conditions);
  }

  private void equal(String field, @Nullable String value) {
    if (value != null) {
      conditions.add(eq(field, value));
    }
  }

  private void after(@Nullable Cursor cursor) {
    // A bound in any case: with it every store reads no more of the index than the page needs.
    Date updatedAt = cursor == null ? END_OF_TIME : Date.from(cursor.updatedAt());
    conditions.add(lte(Fields.UPDATED_AT, updatedAt));
    if (cursor != null) {
      conditions.add(
          or(
              lt(Fields.UPDATED_AT, updatedAt),
              and(eq(Fields.UPDATED_AT, updatedAt), lt(Fields.ID, cursor.id()))));
    }
  }
}
