package dev.galley.feed.mail;

import dev.galley.web.Problems;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The mails that are kept in the folder, for the editor to show. */
@RestController
@RequestMapping("/api/mail")
class MailController {

  /**
   * A part of the list.
   *
   * @param sent whether mails go to a server, so that none are kept here
   * @param next the cursor of the next part; absent at the end
   */
  record KeptMails(List<MailFolder.Kept> items, boolean sent, @Nullable String next) {}

  private final @Nullable MailFolder folder;

  MailController(Mailer mailer) {
    this.folder = mailer instanceof MailFolder kept ? kept : null;
  }

  @GetMapping
  KeptMails list(
      @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit,
      @RequestParam(required = false) @Nullable String cursor) {
    if (folder == null) {
      return new KeptMails(List.of(), true, null);
    }
    List<MailFolder.Kept> items = folder.list(cursor, limit);
    String next = items.size() < limit ? null : items.get(limit - 1).id();
    return new KeptMails(items, false, next);
  }

  @GetMapping("/{id}")
  MailFolder.Kept get(@PathVariable String id) {
    if (folder == null) {
      throw unknown();
    }
    return folder.find(id).orElseThrow(MailController::unknown);
  }

  private static ErrorResponseException unknown() {
    return Problems.refusal(
        HttpStatus.NOT_FOUND,
        "mail-unknown",
        "There is no such mail",
        "It was never kept here, or is no longer.");
  }
}
