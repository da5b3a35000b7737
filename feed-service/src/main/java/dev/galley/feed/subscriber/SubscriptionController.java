package dev.galley.feed.subscriber;

import com.mongodb.MongoException;
import dev.galley.feed.entry.LiveEntries;
import dev.galley.feed.entry.Selection;
import dev.galley.feed.mail.MailAddress;
import dev.galley.feed.subscriber.Subscriber.State;
import dev.galley.web.Allowance;
import dev.galley.web.connection.AddressRange;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Subscribing, changing and ending it, on the site. A GET never changes anything: programs that
 * look for bad links follow every link of a mail before its reader does.
 */
@Controller
class SubscriptionController {

  private static final Logger log = LoggerFactory.getLogger(SubscriptionController.class);
  private static final MediaType HTML = MediaType.parseMediaType("text/html;charset=UTF-8");
  private static final String ALL_CLIENTS = "all";

  /** The site's own style sheet, forms to the site itself, and no token in a Referer. */
  private static final String POLICY =
      "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none';"
          + " frame-ancestors 'none'";

  private final Subscribers subscribers;
  private final Links links;
  private final SubscriptionPages pages;
  private final LiveEntries entries;
  private final AnsweringLetters letters;
  private final Allowance perClient;
  private final Allowance together;
  private final Duration keepPending;
  private final Clock clock;

  SubscriptionController(
      Subscribers subscribers,
      Links links,
      SubscriptionPages pages,
      LiveEntries entries,
      AnsweringLetters letters,
      SubscriberProperties properties,
      Clock clock) {
    this.subscribers = subscribers;
    this.links = links;
    this.pages = pages;
    this.entries = entries;
    this.letters = letters;
    this.perClient = new Allowance(properties.perClient(), Duration.ofHours(1), clock);
    this.together = new Allowance(properties.perHour(), Duration.ofHours(1), clock);
    this.keepPending = properties.keepPending();
    this.clock = clock;
  }

  @GetMapping("/subscribe")
  ResponseEntity<String> form(
      @RequestParam(required = false) @Nullable String tag,
      @RequestParam(required = false) @Nullable String author) {
    Selection choice =
        tag != null
            ? Selection.tag(tag)
            : author != null ? Selection.author(author) : Selection.ALL;
    return ok(pages.form(known(choice) ? choice : Selection.ALL, Pace.AT_ONCE, "", null));
  }

  @PostMapping("/subscribe")
  ResponseEntity<String> ask(
      @RequestParam(defaultValue = "") String email,
      @RequestParam(defaultValue = "all") String choice,
      @RequestParam(defaultValue = "at-once") String pace,
      @RequestParam(defaultValue = "") String website,
      HttpServletRequest request) {
    Optional<Duration> wait =
        perClient
            .note(AddressRange.ofOneClient(request.getRemoteAddr()))
            .or(() -> together.note(ALL_CLIENTS));
    if (wait.isPresent()) {
      return answer(HttpStatus.TOO_MANY_REQUESTS)
          .header(HttpHeaders.RETRY_AFTER, Long.toString(wait.get().toSeconds() + 1))
          .body(pages.later("The form was sent too often. Come back in an hour."));
    }
    Selection chosen = Selection.of(choice).filter(this::known).orElse(Selection.ALL);
    Pace wanted = Pace.of(pace).orElse(Pace.AT_ONCE);
    Optional<MailAddress> address = MailAddress.of(email);
    if (address.isEmpty()) {
      return answer(HttpStatus.UNPROCESSABLE_CONTENT)
          .body(pages.form(chosen, wanted, email, "That is no address of a mailbox."));
    }
    // Only programs fill in what nobody sees; they are told the same.
    if (website.isEmpty()) {
      subscribers.ask(address.get(), chosen, wanted, clock.instant());
      letters.wake();
    }
    return ok(pages.asked());
  }

  private boolean known(Selection choice) {
    return choice.equals(Selection.ALL) || entries.selections().contains(choice);
  }

  @GetMapping(Links.CONFIRM + "{token}")
  ResponseEntity<String> question(@PathVariable String token) {
    return answer(token)
        .flatMap(
            answer ->
                subscribers
                    .find(answer.id())
                    .map(Subscriber::asked)
                    .filter(asked -> asked.at().equals(answer.askedAt())))
        .map(asked -> ok(pages.confirm(asked, token)))
        .orElseGet(this::unknown);
  }

  /** As long as the mail says that its link works. */
  private Optional<Links.Answer> answer(String token) {
    Instant oldest = clock.instant().minus(keepPending);
    return links.answer(token).filter(answer -> !answer.askedAt().isBefore(oldest));
  }

  @PostMapping(Links.CONFIRM + "{token}")
  ResponseEntity<String> confirm(@PathVariable String token) {
    return answer(token)
        .flatMap(answer -> subscribers.confirm(answer.id(), answer.askedAt(), clock.instant()))
        .map(
            subscriber ->
                ok(pages.confirmed(subscriber, links.settings(subscriber.id()).getPath())))
        .orElseGet(this::unknown);
  }

  @GetMapping(Links.SETTINGS + "{token}")
  ResponseEntity<String> settings(@PathVariable String token) {
    return links
        .subscriber(Links.SETTINGS, token)
        .flatMap(subscribers::find)
        .map(subscriber -> shown(subscriber, token, false))
        .orElseGet(this::unknown);
  }

  @PostMapping(Links.SETTINGS + "{token}")
  ResponseEntity<String> choose(
      @PathVariable String token,
      @RequestParam(defaultValue = "all") String choice,
      @RequestParam(defaultValue = "at-once") String pace) {
    return links
        .subscriber(Links.SETTINGS, token)
        .flatMap(subscribers::find)
        .map(
            before ->
                subscribers
                    .choose(
                        before.id(),
                        Selection.of(choice).filter(this::known).orElse(before.choice()),
                        Pace.of(pace).orElse(before.pace()),
                        clock.instant())
                    .orElse(before))
        .map(subscriber -> shown(subscriber, token, true))
        .orElseGet(this::unknown);
  }

  private ResponseEntity<String> shown(Subscriber subscriber, String token, boolean saved) {
    String endToken = links.end(subscriber.id()).getPath().substring(Links.END.length());
    return ok(
        subscriber.state() == State.ACTIVE
            ? pages.settings(subscriber, token, endToken, saved)
            : pages.ended());
  }

  @GetMapping(Links.END + "{token}")
  ResponseEntity<String> mayEnd(@PathVariable String token) {
    return links
        .subscriber(Links.END, token)
        .flatMap(subscribers::find)
        .map(
            subscriber -> ok(subscriber.state() == State.ACTIVE ? pages.end(token) : pages.ended()))
        .orElseGet(this::unknown);
  }

  /** Also what mailbox providers send (RFC 8058, 3.2): no cookies, no redirect, and again. */
  @PostMapping(Links.END + "{token}")
  ResponseEntity<String> end(@PathVariable String token) {
    return links
        .subscriber(Links.END, token)
        .flatMap(id -> subscribers.end(id, clock.instant()))
        .map(subscriber -> ok(pages.ended()))
        .orElseGet(this::unknown);
  }

  @ExceptionHandler
  ResponseEntity<String> on(MongoException down) {
    log.warn(
        "A subscription could not be changed, since the store does not answer: {}",
        down.getMessage());
    return answer(HttpStatus.SERVICE_UNAVAILABLE)
        .header(HttpHeaders.RETRY_AFTER, "5")
        .body(pages.later("Nothing was changed. Try again in a moment."));
  }

  private ResponseEntity<String> unknown() {
    return answer(HttpStatus.NOT_FOUND).body(pages.unknown());
  }

  private static ResponseEntity<String> ok(String page) {
    return answer(HttpStatus.OK).body(page);
  }

  private static ResponseEntity.BodyBuilder answer(HttpStatus status) {
    return ResponseEntity.status(status)
        .contentType(HTML)
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .header("Content-Security-Policy", POLICY)
        .header("Referrer-Policy", "no-referrer");
  }
}
