package dev.galley.post.store;

/**
 * The names of a post document's fields; {@code marks}, {@code history} and {@code reviewEvents}
 * are emptied later.
 */
public final class PostFields {

  public static final String ID = "_id";
  public static final String REVISION = "revision";
  public static final String EVENT = "event";
  public static final String EVENT_REVISION = "eventRevision";
  public static final String EVENT_TRACEPARENT = "eventTraceparent";
  public static final String MARKS = "marks";
  public static final String MARK_ID = "id";
  public static final String HISTORY = "history";
  public static final String AT = "at";
  public static final String DELETED_AT = "deletedAt";

  /** Where the review stands, and all of it as text. */
  public static final String REVIEW = "review";

  /** Events of reviews that are not sent yet. */
  public static final String REVIEW_EVENTS = "reviewEvents";

  /** The files that the post names, in any copy of it: derived, for whoever asks who uses one. */
  static final String PICTURES = "pictures";

  static final String STATE = "state";
  static final String SLUGS = "slugs";
  static final String WORKING = "working";
  static final String CONTENT_REVISION = "contentRevision";
  static final String LIVE = "live";
  static final String UNPUBLISHED_CHANGES = "unpublishedChanges";
  static final String FIRST_PUBLISHED_AT = "firstPublishedAt";
  static final String PUBLISHED_AT = "publishedAt";
  static final String PUBLICATIONS = "publications";
  static final String SCHEDULE = "schedule";

  /** When a schedule was to happen, whatever became of it. */
  public static final String SCHEDULED_AT = SCHEDULE + "." + AT;

  /**
   * The same of one that is still to come; absent once it failed, so that it is not tried again.
   */
  public static final String SCHEDULE_DUE = SCHEDULE + ".due";

  public static final String SCHEDULE_FAILURE = SCHEDULE + ".failure";
  public static final String SCHEDULE_FAILED_AT = SCHEDULE + ".failedAt";

  static final String ENTRY_ID = "entryId";
  static final String CREATED_AT = "createdAt";
  static final String UPDATED_AT = "updatedAt";
  static final String ORIGIN = "origin";
  static final String SOURCE = "source";
  static final String IDEMPOTENCY_KEY = "idempotencyKey";
  static final String IDEMPOTENCY_HASH = "idempotencyHash";
  static final String CHANGE_ID = "changeId";

  private PostFields() {}
}
