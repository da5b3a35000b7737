package dev.galley.post.audit;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What the audit tells of. */
public enum AuditAction {
  SIGNED_IN,
  SIGN_IN_FAILED,
  SIGNED_OUT,
  WRONG_TOKEN,
  SIGN_IN_LINK_CREATED,
  PERSON_CREATED,
  PERSON_CHANGED,
  PERSON_REMOVED,
  PASSKEY_ADDED,
  PASSKEY_REMOVED,
  TOKEN_CREATED,
  TOKEN_REVOKED,
  SESSION_ENDED,
  WEBHOOK_CREATED,
  WEBHOOK_CHANGED,
  WEBHOOK_REMOVED,
  SUBSCRIBERS_IMPORTED,
  SUBSCRIBERS_EXPORTED,
  SUBSCRIBER_ERASED,
  CORRECTION_SENT,
  IMPORTED,
  EXPORTED,
  FAILURE_DISMISSED,
  PREVIEW_LINK_CREATED,
  PREVIEW_LINK_REVOKED,
  POST_DELETED,
  ASSET_ADDED,
  ASSET_CHANGED,
  ASSET_DESCRIBED,
  ASSET_REPLACED,
  ASSET_DELETED,
  ASSET_RESTORED,
  PUBLISHED_WITHOUT_CONSENT,
  DEBT_REVIEWED,
  JOB_STARTED,
  JOB_CANCELLED;

  /** The form on the wire: {@code token-created}. */
  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
