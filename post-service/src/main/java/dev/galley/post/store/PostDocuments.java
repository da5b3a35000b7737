package dev.galley.post.store;

import static dev.galley.post.store.PostFields.*;

import dev.galley.event.PostEvent;
import dev.galley.event.ReviewEvent;
import dev.galley.event.ReviewRound.State;
import dev.galley.post.consent.Review;
import dev.galley.post.content.Change;
import dev.galley.post.content.Content;
import dev.galley.post.content.FormerSite;
import dev.galley.post.content.Origin;
import dev.galley.post.content.Pictures;
import dev.galley.post.content.Post;
import dev.galley.post.content.PostState;
import dev.galley.post.content.PostSummary;
import dev.galley.post.content.PublicHistory;
import dev.galley.post.content.Publication;
import dev.galley.post.content.Revision;
import dev.galley.post.content.Schedule;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** Posts as documents. Dates with a zone stay text: BSON would drop their offset. */
final class PostDocuments {

  private final StoredJson json;
  private final ContentDocuments contents;

  PostDocuments(StoredJson json) {
    this.json = json;
    this.contents = new ContentDocuments(json);
  }

  /** Every field of a post that nothing is stored of yet. */
  Document whole(Post post) {
    Document document =
        changed(post)
            .append(WORKING, contents.write(post.working()))
            .append(PICTURES, List.copyOf(Pictures.of(post)));
    if (post.schedule() != null) {
      document.append(SCHEDULE, ScheduleDocuments.write(post.schedule()));
    }
    if (post.publicHistory() != null) {
      document.putAll(publicHistory(post, post.publicHistory()));
      document.append(
          PUBLICATIONS,
          post.publicHistory().publications().stream().map(PostDocuments::publication).toList());
    }
    return document;
  }

  /** Every field in which two states of a post may differ, except those that only grow. */
  Document changed(Post before, Post after) {
    Document document = changed(after);
    if (before.working() != after.working()) {
      document.append(WORKING, contents.write(after.working()));
    }
    if (before.schedule() != after.schedule()) {
      document.append(
          SCHEDULE, after.schedule() == null ? null : ScheduleDocuments.write(after.schedule()));
    }
    if (after.publicHistory() != null && before.publicHistory() != after.publicHistory()) {
      document.putAll(publicHistory(after, after.publicHistory()));
    }
    if (before.working() != after.working() || before.publicHistory() != after.publicHistory()) {
      document.append(PICTURES, List.copyOf(Pictures.of(after)));
    }
    return document;
  }

  private Document changed(Post post) {
    Document document =
        new Document(REVISION, post.revision())
            .append(STATE, post.state().name())
            .append(CONTENT_REVISION, post.contentRevision())
            .append(SLUGS, List.copyOf(post.claimedSlugs()))
            .append(UNPUBLISHED_CHANGES, post.hasUnpublishedChanges())
            .append(ENTRY_ID, post.entryId())
            .append(CREATED_AT, Date.from(post.createdAt()))
            .append(UPDATED_AT, Date.from(post.updatedAt()));
    if (post.origin() != null) {
      document.append(ORIGIN, origin(post.origin()));
    }
    if (post.review() != null) {
      document.append(REVIEW, review(post.review()));
    }
    return document;
  }

  /** What lists and the clock ask for as fields, and all of it as text. */
  private Document review(Review review) {
    Document document = new Document("text", json.text(review));
    if (review.round() != null) {
      document
          .append("state", review.round().state().name())
          .append("deadline", Date.from(review.round().deadline()))
          .append("awaited", review.awaited());
    }
    review.due().ifPresent(due -> document.append("due", Date.from(due)));
    if (review.debt() != null) {
      document.append("debt", Date.from(review.debt().at()));
    }
    return document;
  }

  private PostSummary.@Nullable Asked asked(@Nullable Document review) {
    if (review == null) {
      return null;
    }
    String state = review.getString("state");
    Date deadline = review.getDate("deadline");
    return new PostSummary.Asked(
        state == null ? null : State.valueOf(state),
        deadline == null ? null : deadline.toInstant(),
        review.getList("awaited", String.class, List.of()),
        review.containsKey("debt"));
  }

  /** An event of a review, until it is sent. */
  Document unsent(ReviewEvent event) {
    return new Document("id", event.eventId().toString()).append(EVENT, json.write(event));
  }

  private Document publicHistory(Post post, PublicHistory publicHistory) {
    return new Document(EVENT, json.write(publicHistory.event()))
        .append(EVENT_REVISION, publicHistory.event().revision())
        .append(LIVE, post.live().map(PostDocuments::live).orElse(null))
        .append(FIRST_PUBLISHED_AT, publicHistory.firstPublishedAt().toString())
        .append(PUBLISHED_AT, publicHistory.publishedAt().toString());
  }

  private static Document live(PostEvent event) {
    return new Document("slug", event.slug())
        .append(REVISION, event.revision())
        .append("title", ((dev.galley.event.PostPublished) event).title());
  }

  static Document publication(Publication publication) {
    Document document =
        new Document(REVISION, publication.revision())
            .append("update", publication.update())
            .append(AT, Date.from(publication.acceptedAt()));
    if (publication.scheduledFor() != null) {
      document.append("scheduledFor", Date.from(publication.scheduledFor()));
    }
    if (publication.withoutConsent()) {
      document.append("withoutConsent", true);
    }
    return document;
  }

  private static Document origin(Origin origin) {
    Document document =
        new Document("path", origin.path())
            .append("sha256", origin.sha256())
            .append(REVISION, origin.revision());
    FormerSite site = origin.site();
    if (site != null) {
      document.append(
          "site", new Document("engine", site.engine()).append("address", site.address()));
    }
    return document;
  }

  private static Origin origin(Document document) {
    Document site = document.get("site", Document.class);
    return new Origin(
        document.getString("path"),
        document.getString("sha256"),
        document.getLong(REVISION),
        site == null ? null : new FormerSite(site.getString("engine"), site.getString("address")));
  }

  /** That the event of a change is not known to be the newest record of the topic. */
  Document mark(PostEvent event, Change change) {
    return new Document(MARK_ID, event.eventId().toString()).append(AT, Date.from(change.at()));
  }

  Document revision(Revision revision) {
    Document document =
        new Document(REVISION, revision.revision())
            .append("action", revision.action().name())
            .append("by", revision.by())
            .append(AT, Date.from(revision.at()))
            .append(CONTENT_REVISION, revision.contentRevision());
    if (revision.byId() != null) {
      document.append("byId", revision.byId());
    }
    if (revision.note() != null) {
      document.append("note", revision.note());
    }
    if (revision.content() != null) {
      document.append("content", contents.write(revision.content()));
    }
    return document;
  }

  Revision revision(String postId, Document document) {
    Document content = document.get("content", Document.class);
    return new Revision(
        postId,
        document.getLong(REVISION),
        Change.Action.valueOf(document.getString("action")),
        document.getString("by"),
        document.getString("byId"),
        document.getDate(AT).toInstant(),
        document.getString("note"),
        document.getLong(CONTENT_REVISION),
        content == null ? null : contents.read(content));
  }

  Post post(Document document) {
    Document origin = document.get(ORIGIN, Document.class);
    Document review = document.get(REVIEW, Document.class);
    return new Post(
        document.getString(ID),
        document.getLong(REVISION),
        contents.read(document.get(WORKING, Document.class)),
        document.getLong(CONTENT_REVISION),
        document.containsKey(EVENT) ? publicHistory(document) : null,
        schedule(document),
        document.getString(ENTRY_ID),
        instant(document, CREATED_AT),
        instant(document, UPDATED_AT),
        origin == null ? null : origin(origin),
        review == null ? null : json.value(review.getString("text"), Review.class));
  }

  private PublicHistory publicHistory(Document document) {
    return new PublicHistory(
        json.event(document.getString(EVENT), PostEvent.class),
        OffsetDateTime.parse(document.getString(FIRST_PUBLISHED_AT)),
        OffsetDateTime.parse(document.getString(PUBLISHED_AT)),
        document.getList(PUBLICATIONS, Document.class, List.of()).stream()
            .map(PostDocuments::publication)
            .toList());
  }

  private static Publication publication(Document entry) {
    Date scheduledFor = entry.getDate("scheduledFor");
    return new Publication(
        entry.getLong(REVISION),
        entry.getString("update"),
        instant(entry, AT),
        scheduledFor == null ? null : scheduledFor.toInstant(),
        entry.getBoolean("withoutConsent", false));
  }

  private static @Nullable Schedule schedule(Document post) {
    Document schedule = post.get(SCHEDULE, Document.class);
    return schedule == null ? null : ScheduleDocuments.read(schedule);
  }

  PostSummary summary(Document document) {
    Document live = document.get(LIVE, Document.class);
    return new PostSummary(
        document.getString(ID),
        document.getLong(REVISION),
        PostState.valueOf(document.getString(STATE)),
        contents.read(document.get(WORKING, Document.class)),
        document.getBoolean(UNPUBLISHED_CHANGES),
        document.getString(ENTRY_ID),
        instant(document, CREATED_AT),
        instant(document, UPDATED_AT),
        offset(document, FIRST_PUBLISHED_AT),
        offset(document, PUBLISHED_AT),
        schedule(document),
        live == null
            ? null
            : new PostSummary.Live(
                live.getString("slug"), live.getLong(REVISION), live.getString("title")),
        asked(document.get(REVIEW, Document.class)));
  }

  static Instant instant(Document document, String field) {
    return Objects.requireNonNull(document.getDate(field), field).toInstant();
  }

  private static @Nullable OffsetDateTime offset(Document document, String field) {
    String text = document.getString(field);
    return text == null ? null : OffsetDateTime.parse(text);
  }

  /** Content inside a document. */
  private record ContentDocuments(StoredJson json) {

    Document write(Content content) {
      return new Document("slug", content.slug())
          .append("title", content.title())
          .append("body", content.body())
          .append("format", content.format())
          .append("summary", content.summary())
          .append("authors", content.authors())
          .append("tags", content.tags())
          .append("kind", content.kind())
          .append("metadata", json.write(content.metadata()))
          .append(
              "canonicalUrl",
              content.canonicalUrl() == null ? null : content.canonicalUrl().toString());
    }

    Content read(Document document) {
      String canonicalUrl = document.getString("canonicalUrl");
      String metadata = document.getString("metadata");
      return new Content(
          document.getString("slug"),
          document.getString("title"),
          document.get("body", ""),
          document.getString("format"),
          document.getString("summary"),
          document.getList("authors", String.class),
          document.getList("tags", String.class),
          document.getString("kind"),
          metadata == null ? Map.of() : json.metadata(metadata),
          canonicalUrl == null ? null : java.net.URI.create(canonicalUrl));
    }
  }
}
