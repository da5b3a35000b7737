package dev.galley.post.audit;

import com.fasterxml.jackson.annotation.JsonValue;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The audit over HTTP: for owners to read, and for other services to add to. */
@RestController
@RequestMapping("/api/audit")
class AuditController {

  private final Audit audit;

  AuditController(Audit audit) {
    this.audit = audit;
  }

  @GetMapping
  AuditList list(
      @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit,
      @RequestParam(required = false) @Nullable UUID cursor) {
    List<AuditEntry> page = audit.list(limit, cursor == null ? null : cursor.toString());
    return new AuditList(page, page.size() < limit ? null : page.get(page.size() - 1).id());
  }

  /** What the sender does at another service, which passes their token or session on. */
  @PostMapping
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void add(@RequestBody @Valid Told told, HttpServletRequest request) {
    audit.record(request, told.action().action, told.subject(), told.detail());
  }

  /**
   * A page of the audit, the newest first.
   *
   * @param next the {@code cursor} of the next page; null on the last one
   */
  record AuditList(List<AuditEntry> items, @Nullable String next) {}

  /** What was done. */
  record Told(
      @NotNull Elsewhere action,
      @NotNull @Size(max = 100) String subject,
      @Size(max = 300) @Nullable String detail) {}

  /** The actions that are not post-service's own. */
  enum Elsewhere {
    WEBHOOK_CREATED(AuditAction.WEBHOOK_CREATED),
    WEBHOOK_CHANGED(AuditAction.WEBHOOK_CHANGED),
    WEBHOOK_REMOVED(AuditAction.WEBHOOK_REMOVED),
    SUBSCRIBERS_IMPORTED(AuditAction.SUBSCRIBERS_IMPORTED),
    SUBSCRIBERS_EXPORTED(AuditAction.SUBSCRIBERS_EXPORTED),
    SUBSCRIBER_ERASED(AuditAction.SUBSCRIBER_ERASED),
    CORRECTION_SENT(AuditAction.CORRECTION_SENT);

    private final AuditAction action;

    Elsewhere(AuditAction action) {
      this.action = action;
    }

    @JsonValue
    String wireName() {
      return action.wireName();
    }
  }
}
