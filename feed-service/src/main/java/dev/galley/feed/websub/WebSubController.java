package dev.galley.feed.websub;

import dev.galley.feed.access.PostServiceAudit;
import dev.galley.feed.announcement.DeliveryLog.Page;
import dev.galley.web.Problems;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Who is subscribed at the site's own hub, for those who run the site. */
@RestController
@RequestMapping("/api/websub")
class WebSubController {

  private static final int MAX_PAGE = 200;

  /**
   * A subscription without its callback, which whoever knows it can write to.
   *
   * @param until absent as long as the subscriber has not confirmed it
   */
  record SubscriptionView(
      String id,
      String topic,
      String host,
      @Nullable Instant since,
      @Nullable Instant until,
      int failures) {

    static SubscriptionView of(Subscription subscription) {
      return new SubscriptionView(
          subscription.id(),
          subscription.topic(),
          subscription.host(),
          subscription.since(),
          subscription.until(),
          subscription.circuit().failures());
    }
  }

  private final Subscriptions subscriptions;
  private final VerifyingIntent verifying;
  private final PostServiceAudit audit;
  private final Clock clock;

  WebSubController(
      Subscriptions subscriptions, VerifyingIntent verifying, PostServiceAudit audit, Clock clock) {
    this.subscriptions = subscriptions;
    this.verifying = verifying;
    this.audit = audit;
    this.clock = clock;
  }

  @GetMapping
  Page<SubscriptionView> list(
      @RequestParam(defaultValue = "50") @Min(1) @Max(MAX_PAGE) int limit,
      @RequestParam(required = false) @Nullable String cursor) {
    List<Subscription> found = subscriptions.after(cursor, limit + 1);
    List<Subscription> page = found.subList(0, Math.min(limit, found.size()));
    return new Page<>(
        page.stream().filter(one -> !one.isDenied()).map(SubscriptionView::of).toList(),
        found.size() > limit ? page.get(limit - 1).id() : null);
  }

  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void remove(@PathVariable String id) {
    Subscription subscription =
        subscriptions
            .find(id)
            .filter(found -> !found.isDenied())
            .orElseThrow(
                () ->
                    Problems.refusal(
                        HttpStatus.NOT_FOUND,
                        "subscription-unknown",
                        "There is no such subscription",
                        "No subscription has this id, or no longer."));
    audit.record(
        "webhook-removed", id, "WebSub, " + subscription.topic() + " for " + subscription.host());
    subscriptions.deny(id, "The site has ended the subscription", clock.instant());
    verifying.wake();
  }
}
