package dev.galley.feed.websub;

import dev.galley.feed.SiteProperties;
import dev.galley.feed.announcement.Announcement;
import dev.galley.feed.announcement.Delivery;
import dev.galley.feed.announcement.Outcome;
import dev.galley.feed.announcement.Recipient;
import dev.galley.feed.channel.Circuit;
import dev.galley.feed.http.Answer;
import dev.galley.feed.http.Endpoint;
import dev.galley.feed.http.TargetPolicy;
import dev.galley.feed.http.TargetRefused;
import dev.galley.feed.secret.SecretBox;
import dev.galley.feed.syndication.HubProperties;
import dev.galley.feed.syndication.PublicFeeds;
import dev.galley.web.answer.Representation;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Sends subscribers the whole feed (WebSub, 7). */
final class OwnHub implements WebSubChannel.Hub {

  private static final Duration GIVING_UP_AFTER = Duration.ofDays(5);

  private final Subscriptions subscriptions;
  private final PublicFeeds feeds;
  private final Endpoint endpoint;
  private final TargetPolicy policy;
  private final SecretBox box;
  private final URI address;
  private final Clock clock;

  OwnHub(
      Subscriptions subscriptions,
      PublicFeeds feeds,
      Endpoint endpoint,
      TargetPolicy policy,
      SecretBox box,
      SiteProperties site,
      Clock clock) {
    this.subscriptions = subscriptions;
    this.feeds = feeds;
    this.endpoint = endpoint;
    this.policy = policy;
    this.box = box;
    this.address = site.at(HubProperties.OWN);
    this.clock = clock;
  }

  @Override
  public List<Recipient> recipients(
      List<String> topics, Announcement announcement, @Nullable String after, int limit) {
    return subscriptions.to(topics, announcement.acceptedAt(), after, limit).stream()
        .map(Subscription::recipient)
        .toList();
  }

  @Override
  public Outcome tell(Delivery delivery) {
    Instant now = clock.instant();
    Subscription subscription =
        subscriptions
            .find(delivery.recipientId())
            .filter(found -> found.isInForce(now))
            .orElse(null);
    if (subscription == null) {
      return new Outcome.Skipped("The subscription has ended");
    }
    Outcome refusal = subscription.circuit().refusal(now, delivery.urgent()).orElse(null);
    if (refusal != null) {
      return refusal;
    }
    Representation feed = feeds.at(subscription.topic()).orElse(null);
    if (feed == null) {
      return new Outcome.Delivered(
          new Outcome.Response(0, "there is no post in the feed any more", null));
    }
    Answer answer = send(feed, subscription);
    if (!(answer instanceof Answer.Accepted && subscription.circuit().failures() == 0)) {
      note(answer, subscription);
    }
    return Outcome.of(answer);
  }

  /** One that does not want it any more, or has failed for days, has to subscribe again. */
  private void note(Answer answer, Subscription subscription) {
    Instant ended = clock.instant();
    subscriptions
        .update(
            subscription.id(),
            current -> current.with(current.circuit().after(answer, ended, GIVING_UP_AFTER)))
        .map(Subscription::circuit)
        .filter(circuit -> !circuit.enabled())
        .ifPresent(ends -> end(answer, subscription.id(), ends, ended));
  }

  private void end(Answer answer, String id, Circuit ends, Instant now) {
    if (answer instanceof Answer.Gone) {
      subscriptions.remove(id);
    } else {
      subscriptions.deny(id, String.valueOf(ends.disabledReason()), now);
    }
  }

  private Answer send(Representation feed, Subscription subscription) {
    Map<String, String> headers = new HashMap<>();
    headers.put("Content-Type", feed.contentType());
    headers.put(
        "Link", "<%s>; rel=\"self\", <%s>; rel=\"hub\"".formatted(subscription.topic(), address));
    if (subscription.secret() != null) {
      byte[] secret = box.open(subscription.secret(), subscription.id());
      headers.put("X-Hub-Signature", signature(secret, feed.plain()));
    }
    try {
      return endpoint.post(policy.accept(subscription.callback()), headers, feed.plain());
    } catch (TargetRefused e) {
      return new Answer.Forbidden("The address " + e.getMessage());
    }
  }

  /** WebSub, 7.1: method=signature. */
  static String signature(byte[] secret, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("Every Java platform has HMAC-SHA256", impossible);
    }
  }
}
