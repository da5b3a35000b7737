package dev.galley.feed.websub;

import com.mongodb.MongoException;
import dev.galley.feed.http.TargetPolicy;
import dev.galley.feed.http.TargetRefused;
import dev.galley.feed.secret.SecretBox;
import dev.galley.feed.syndication.HubProperties;
import dev.galley.feed.syndication.PublicFeeds;
import dev.galley.feed.websub.Subscription.Asked;
import dev.galley.feed.websub.Subscription.Mode;
import dev.galley.web.Allowance;
import dev.galley.web.connection.AddressRange;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * The site's own hub: takes what subscribers ask for and has them asked whether they do. What it
 * refuses it says as plain text (WebSub, 5.1.2).
 */
@RestController
class HubController {

  private static final Logger log = LoggerFactory.getLogger(HubController.class);

  /** WebSub, 5.1: less than 200 bytes. */
  private static final int MAX_SECRET_BYTES = 199;

  private static final int CHALLENGE_BYTES = 24;
  private static final Duration HOUR = Duration.ofHours(1);
  private static final String ALL = "all";
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Subscriptions subscriptions;
  private final VerifyingIntent verifying;
  private final PublicFeeds feeds;
  private final TargetPolicy policy;
  private final SecretBox box;
  private final HubProperties hub;
  private final WebSubProperties properties;
  private final Allowance perClient;
  private final Allowance perHost;
  private final Allowance together;
  private final Clock clock;

  HubController(
      Subscriptions subscriptions,
      VerifyingIntent verifying,
      PublicFeeds feeds,
      TargetPolicy policy,
      SecretBox box,
      HubProperties hub,
      WebSubProperties properties,
      Clock clock) {
    this.subscriptions = subscriptions;
    this.verifying = verifying;
    this.feeds = feeds;
    this.policy = policy;
    this.box = box;
    this.hub = hub;
    this.properties = properties;
    this.perClient = new Allowance(properties.perClient(), HOUR, clock);
    this.perHost = new Allowance(properties.perHost(), HOUR, clock);
    this.together = new Allowance(properties.perHour(), HOUR, clock);
    this.clock = clock;
  }

  @PostMapping(path = HubProperties.OWN, consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
  ResponseEntity<String> ask(
      @RequestParam(name = "hub.mode", defaultValue = "") String mode,
      @RequestParam(name = "hub.topic", defaultValue = "") String topic,
      @RequestParam(name = "hub.callback", defaultValue = "") String callback,
      @RequestParam(name = "hub.lease_seconds", defaultValue = "") String lease,
      @RequestParam(name = "hub.secret", defaultValue = "") String secret,
      HttpServletRequest request) {
    if (!hub.isOwn()) {
      return refused(HttpStatus.NOT_FOUND, "The hub of this site's feeds is " + hub.hub());
    }
    String client = AddressRange.ofOneClient(request.getRemoteAddr());
    Optional<Duration> wait = perClient.note(client);
    if (wait.isPresent()) {
      return later(wait.get());
    }
    try {
      return ask(mode(mode), topic(topic), callback(callback), seconds(lease), checked(secret));
    } catch (Refused refusal) {
      return refused(refusal.status, String.valueOf(refusal.getMessage()));
    }
  }

  private ResponseEntity<String> ask(
      Mode mode, String topic, URI callback, long leaseSeconds, byte[] secret) {
    String id = Subscription.id(topic, callback);
    String host = callback.getHost().toLowerCase(Locale.ROOT);
    boolean known = subscriptions.find(id).isPresent();
    if (!known && mode == Mode.UNSUBSCRIBE) {
      return ResponseEntity.accepted().build();
    }
    if (!known && isFull(host)) {
      throw new Refused(HttpStatus.SERVICE_UNAVAILABLE, "There are too many subscriptions");
    }
    Optional<Duration> wait = perHost.note(host).or(() -> together.note(ALL));
    if (wait.isPresent()) {
      return later(wait.get());
    }
    subscriptions.ask(
        topic,
        callback,
        new Asked(
            mode,
            leaseSeconds,
            secret.length == 0 ? null : box.seal(secret, id),
            challenge(),
            clock.instant(),
            0,
            null));
    verifying.wake();
    return ResponseEntity.accepted().build();
  }

  private boolean isFull(String host) {
    return subscriptions.count() >= properties.max()
        || subscriptions.countAt(host) >= properties.maxPerHost();
  }

  private static Mode mode(String mode) {
    if (mode.equals("publish")) {
      throw new Refused(
          HttpStatus.FORBIDDEN, "This hub knows by itself when one of its feeds has changed");
    }
    return Mode.of(mode)
        .orElseThrow(
            () -> new Refused(HttpStatus.BAD_REQUEST, "hub.mode must be subscribe or unsubscribe"));
  }

  private String topic(String topic) {
    if (!feeds.isLoaded()) {
      throw new Refused(HttpStatus.SERVICE_UNAVAILABLE, "The feeds are not loaded yet");
    }
    if (feeds.at(topic).isEmpty()) {
      throw new Refused(
          HttpStatus.NOT_FOUND,
          "hub.topic must be the address that one of this site's feeds has as rel=self");
    }
    return topic;
  }

  private URI callback(String callback) {
    try {
      return policy.accept(callback);
    } catch (TargetRefused e) {
      throw new Refused(HttpStatus.BAD_REQUEST, "hub.callback " + e.getMessage());
    }
  }

  private long seconds(String lease) {
    if (!lease.matches("\\d{0,18}")) {
      throw new Refused(HttpStatus.BAD_REQUEST, "hub.lease_seconds must be a number");
    }
    return properties.leaseSeconds(lease.isEmpty() ? null : Long.valueOf(lease));
  }

  private static byte[] checked(String secret) {
    byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > MAX_SECRET_BYTES) {
      throw new Refused(HttpStatus.BAD_REQUEST, "hub.secret must have less than 200 bytes");
    }
    return bytes;
  }

  private static String challenge() {
    byte[] challenge = new byte[CHALLENGE_BYTES];
    RANDOM.nextBytes(challenge);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(challenge);
  }

  @ExceptionHandler
  ResponseEntity<String> on(MongoException down) {
    log.warn("The hub can note nothing, since the store does not answer: {}", down.getMessage());
    return refused(HttpStatus.SERVICE_UNAVAILABLE, "The store does not answer");
  }

  private static ResponseEntity<String> later(Duration wait) {
    return answer(HttpStatus.TOO_MANY_REQUESTS)
        .header(HttpHeaders.RETRY_AFTER, Long.toString(wait.toSeconds() + 1))
        .body("There were too many requests");
  }

  private static ResponseEntity<String> refused(HttpStatus status, String reason) {
    ResponseEntity.BodyBuilder answer = answer(status);
    if (status == HttpStatus.SERVICE_UNAVAILABLE) {
      answer.header(HttpHeaders.RETRY_AFTER, "60");
    }
    return answer.body(reason);
  }

  private static ResponseEntity.BodyBuilder answer(HttpStatus status) {
    return ResponseEntity.status(status).contentType(MediaType.TEXT_PLAIN);
  }

  /** Something that the hub does not do, and why. */
  private static final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final HttpStatus status;

    Refused(HttpStatus status, String reason) {
      super(reason);
      this.status = status;
    }
  }
}
