package dev.galley.feed.webhook;

import dev.galley.feed.announcement.DeliveryLog.MessageRemoved;
import dev.galley.feed.http.TargetRefused;
import dev.galley.feed.webhook.ManagingWebhooks.TooManyWebhooks;
import dev.galley.feed.webhook.ManagingWebhooks.TypeUnknown;
import dev.galley.feed.webhook.ManagingWebhooks.WebhookUnknown;
import dev.galley.web.Problems;
import java.util.List;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** What can be wrong with a request about webhooks. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class WebhookProblems {

  @ExceptionHandler
  ProblemDetail on(WebhookUnknown unknown) {
    return Problems.of(
        HttpStatus.NOT_FOUND,
        "webhook-unknown",
        "There is no such webhook",
        "No webhook or delivery has this id.");
  }

  @ExceptionHandler
  ProblemDetail on(TooManyWebhooks tooMany) {
    return Problems.of(
        HttpStatus.CONFLICT,
        "too-many-webhooks",
        "There are too many webhooks",
        tooMany.getMessage() + ".");
  }

  @ExceptionHandler
  ProblemDetail on(MessageRemoved removed) {
    return Problems.of(
        HttpStatus.CONFLICT,
        "message-removed",
        "The message is no longer kept",
        "What was delivered is kept for a time only and cannot be sent again after it.");
  }

  @ExceptionHandler
  ProblemDetail on(TargetRefused refused) {
    return invalid("url", String.valueOf(refused.getMessage()));
  }

  @ExceptionHandler
  ProblemDetail on(TypeUnknown unknown) {
    return invalid("types", String.valueOf(unknown.getMessage()));
  }

  private static ProblemDetail invalid(String field, String message) {
    return Problems.invalid(List.of(new Problems.FieldError(field, message)));
  }
}
